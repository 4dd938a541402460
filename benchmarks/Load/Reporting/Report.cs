using System.Globalization;

namespace LipServerless.Load.Reporting;

/// <summary>What was measured: ratios, which hold on any machine, and the figures they were made of, which do not.</summary>
internal sealed class Report
{
    private readonly List<string> ratios = [];
    private readonly List<string> figures = [];

    /// <summary>A figure held against its measure.</summary>
    /// <param name="what">What is compared with what.</param>
    /// <param name="value">The ratio.</param>
    /// <param name="aim">What is aimed at; null where there is only something to watch.</param>
    /// <param name="reached">Whether it is.</param>
    public void Ratio(string what, double value, string? aim = null, bool reached = true) =>
        ratios.Add($"{Number(value),10}  {what}{(aim is null ? "" : $"   [aim {aim}: {(reached ? "reached" : "MISSED")}]")}");

    /// <summary>One of the figures behind the ratios.</summary>
    public void Figure(string what, double value, string unit) => figures.Add($"{Number(value),10} {unit,-12} {what}");

    /// <summary>Ratios first.</summary>
    public void Print(TextWriter to)
    {
        to.WriteLine();
        to.WriteLine("RATIOS");
        foreach (var line in ratios)
            to.WriteLine(line);
        to.WriteLine();
        to.WriteLine("FIGURES OF THIS MACHINE, UNDER THE LOAD IT HAD");
        foreach (var line in figures)
            to.WriteLine(line);
    }

    /// <summary>Says what is going on, apart from the report.</summary>
    public static void Say(string what) => Console.Error.WriteLine($"-- {what}");

    private static string Number(double value) => value switch
    {
        0 => "0",
        >= 1000 => value.ToString("N0", CultureInfo.InvariantCulture),
        >= 100 => value.ToString("F0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("F1", CultureInfo.InvariantCulture),
        >= 0.1 => value.ToString("F2", CultureInfo.InvariantCulture),
        _ => value.ToString("F4", CultureInfo.InvariantCulture),
    };
}
