using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using LipServerless.EngineBenchmarks;

// In this process: the generated projects of BenchmarkDotNet know nothing of this tree's rules for packages.
var job = Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance);
BenchmarkSwitcher.FromAssembly(typeof(TurnBenchmarks).Assembly).Run(args, DefaultConfig.Instance.AddJob(job));
