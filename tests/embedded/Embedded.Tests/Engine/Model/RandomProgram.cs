using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace LipServerless.Embedded.Tests.Engine.Model;

/// <summary>A small orchestration as data: its steps, and what comes after them.</summary>
public sealed record RandomProgram(List<Step> Steps, RandomProgram? Next, bool Throws)
{
    public override string ToString() =>
        $"[{string.Join(' ', Steps)}]{(Throws ? "!" : string.Empty)}{(Next is null ? string.Empty : " => " + Next)}";

    /// <summary>All numbers of events that somebody must raise at the root.</summary>
    public IEnumerable<int> Events() => Steps.SelectMany(step => step.Events()).Concat(Next?.Events() ?? []);
}

public enum Kind
{
    Activity,
    FailingActivity,
    RetriedActivity,
    Timer,
    CancelledTimer,
    Event,
    EventTimeout,
    Child,
    FailingChild,
    Together,
    Status,
}

/// <summary>One step; adds a number to the sum of its program.</summary>
public sealed record Step(Kind Kind, int Number, List<Step>? Parts = null, RandomProgram? Child = null)
{
    public override string ToString() =>
        Kind + Number.ToString(CultureInfo.InvariantCulture) + (Parts is null ? string.Empty : $"({string.Join(' ', Parts)})") + Child;

    public IEnumerable<int> Events() => Kind == Kind.Event ? [Number] : Parts?.SelectMany(part => part.Events()) ?? [];
}

public static class ProgramGenerator
{
    /// <summary>Programs with events of distinct numbers at the root; children wait for none, as nobody knows when they run.</summary>
    public static Arbitrary<RandomProgram> Programs => Program(depth: 2, isRoot: true).Select(Number).ToArbitrary();

    private static Gen<RandomProgram> Program(int depth, bool isRoot) =>
        from count in Gen.Choose(0, 5)
        from steps in Gen.ListOf(StepOf(depth, isRoot), count)
        from next in depth > 0 ? Gen.Frequency((3, Gen.Constant<RandomProgram?>(null)), (1, Program(depth - 1, isRoot).Select(p => (RandomProgram?)p))) : Gen.Constant<RandomProgram?>(null)
        from throws in Gen.Frequency((8, Gen.Constant(false)), (1, Gen.Constant(true)))
        select new RandomProgram([.. steps], next, throws && next is null);

    private static Gen<Step> StepOf(int depth, bool isRoot)
    {
        List<(int, Gen<Step>)> kinds =
        [
            (4, Simple(Kind.Activity)), (1, Simple(Kind.FailingActivity)), (1, Simple(Kind.RetriedActivity)), (2, Simple(Kind.Timer)),
            (1, Simple(Kind.CancelledTimer)), (1, Simple(Kind.EventTimeout)), (1, Simple(Kind.Status)),
        ];
        if (isRoot)
            kinds.Add((3, Simple(Kind.Event)));
        if (depth > 0)
        {
            kinds.Add((2, from child in Program(depth - 1, isRoot: false) select new Step(Kind.Child, 0, Child: Calm(child))));
            kinds.Add((1, from child in Program(0, isRoot: false) select new Step(Kind.FailingChild, 0, Child: child with { Throws = true, Next = null })));
            kinds.Add((2, from count in Gen.Choose(1, 4) from parts in Gen.ListOf(StepOf(depth - 1, isRoot), count) select new Step(Kind.Together, 0, [.. parts])));
        }

        return Gen.Frequency([.. kinds]);
    }

    private static RandomProgram Calm(RandomProgram program) =>
        program with { Throws = false, Next = program.Next is null ? null : Calm(program.Next) };

    private static Gen<Step> Simple(Kind kind) => Gen.Choose(1, 50).Select(number => new Step(kind, number));

    private static RandomProgram Number(RandomProgram program)
    {
        var next = 0;
        return Renumber(program);

        RandomProgram Renumber(RandomProgram p) =>
            p with { Steps = [.. p.Steps.Select(OfStep)], Next = p.Next is null ? null : Renumber(p.Next) };

        Step OfStep(Step step) => step with
        {
            Number = step.Kind == Kind.Event ? next++ : step.Number,
            Parts = step.Parts?.ConvertAll(OfStep),
        };
    }
}
