using LipServerless.Embedded.Hosting.Functions;
using LipServerless.Embedded.Tests.Hosting.Samples;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace LipServerless.Embedded.Tests.Hosting.Functions;

public class FunctionRulesTests
{
    [Fact]
    public void Check_Samples_FindsNoFault() => Assert.Empty(
        FunctionRules.Check(FunctionCatalog.Of(typeof(HttpSamples), typeof(TimerSamples), typeof(ConfiguredTimerSample)), ["Task"]));

    [Theory]
    [InlineData(nameof(Faulty.EmptyRoute), "the route is empty")]
    [InlineData(nameof(Faulty.Slash), "the route is empty")]
    [InlineData(nameof(Faulty.Admin), "begins with 'admin' or 'runtime'")]
    [InlineData(nameof(Faulty.Runtime), "begins with 'admin' or 'runtime'")]
    [InlineData(nameof(Faulty.BrokenRoute), "is no route template")]
    [InlineData(nameof(Faulty.NotInRoute), "has no part named 'missing'")]
    [InlineData(nameof(Faulty.Unconstrained), "needs the constraint ':int'")]
    [InlineData(nameof(Faulty.OptionalNotNull), "is optional")]
    [InlineData(nameof(Faulty.WrongType), "a route value is a string")]
    [InlineData(nameof(Faulty.NoLevel), "must name its authorization level")]
    [InlineData(nameof(Faulty.UserLevel), "User is not supported")]
    [InlineData(nameof(Faulty.NoTrigger), "exactly one parameter")]
    [InlineData(nameof(Faulty.TwoTriggers), "exactly one parameter")]
    [InlineData(nameof(Faulty.WrongTrigger), "must be an HttpRequest")]
    [InlineData(nameof(Faulty.Orchestrator), "has a binding that this application does not use")]
    [InlineData(nameof(Faulty.ClientUnmarked), "lacks [DurableClient]")]
    [InlineData(nameof(Faulty.Poco), "answers anything else with an empty body")]
    [InlineData(nameof(Faulty.AsyncVoid), "ends before its work does")]
    [InlineData("Hidden", "must be public")]
    [InlineData(nameof(Faulty.FiveFields), "no NCRONTAB expression of six fields")]
    [InlineData(nameof(Faulty.TimerWithResult), "allowed are void and Task.")]
    public void Check_FaultyFunction_SaysWhatIsWrong(string method, string expected)
    {
        var faulty = FunctionCatalog.Of(typeof(Faulty)).Where(f => f.Method.Name == method).ToList();
        Assert.Single(faulty);

        Assert.Contains(FunctionRules.Check(faulty, []), fault => fault.Contains(expected, StringComparison.Ordinal)
            && fault.Contains(method, StringComparison.Ordinal));
    }

    [Fact]
    public void Check_Names_AreLegalAndUniqueTogetherWithTasks()
    {
        var functions = FunctionCatalog.Of(typeof(Names));

        var faults = FunctionRules.Check(functions, ["TAKEN", "1st"]);

        Assert.Equal(3, faults.Count);
        Assert.Contains(faults, f => f.StartsWith("'with space'", StringComparison.Ordinal));
        Assert.Contains(faults, f => f.StartsWith("'1st' (a task)", StringComparison.Ordinal));
        Assert.Contains(faults, f => f.Contains("is the name of several", StringComparison.Ordinal));
    }

    [Fact]
    public void Check_SameRouteAndMethod_IsAFault()
    {
        var faults = FunctionRules.Check(FunctionCatalog.Of(typeof(Collisions)), []);

        Assert.Contains("share a method", Assert.Single(faults), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_DurableClientInAConstructor_IsAFault() => Assert.Contains(
        FunctionRules.Check(FunctionCatalog.Of(typeof(WantsClient)), []),
        fault => fault.Contains("never from a constructor", StringComparison.Ordinal));

    public class Faulty
    {
        [Function("F1")]
        public IResult EmptyRoute([HttpTrigger(AuthorizationLevel.Anonymous, Route = "")] HttpRequest request) => Results.Ok();

        [Function("F2")]
        public IResult Slash([HttpTrigger(AuthorizationLevel.Anonymous, Route = "/")] HttpRequest request) => Results.Ok();

        [Function("F3")]
        public IResult Admin([HttpTrigger(AuthorizationLevel.Anonymous, Route = "Admin/x")] HttpRequest request) => Results.Ok();

        [Function("F4")]
        public IResult Runtime([HttpTrigger(AuthorizationLevel.Anonymous, Route = "runtimes")] HttpRequest request) => Results.Ok();

        [Function("F5")]
        public IResult BrokenRoute([HttpTrigger(AuthorizationLevel.Anonymous, Route = "a/{b")] HttpRequest request) => Results.Ok();

        [Function("F6")]
        public IResult NotInRoute([HttpTrigger(AuthorizationLevel.Anonymous, Route = "a")] HttpRequest request, string missing) => Results.Ok();

        [Function("F7")]
        public IResult Unconstrained([HttpTrigger(AuthorizationLevel.Anonymous, Route = "a/{id}")] HttpRequest request, int id) => Results.Ok();

        [Function("F8")]
        public IResult OptionalNotNull([HttpTrigger(AuthorizationLevel.Anonymous, Route = "a/{id?}")] HttpRequest request, string id) => Results.Ok();

        [Function("F9")]
        public IResult WrongType([HttpTrigger(AuthorizationLevel.Anonymous, Route = "a/{at}")] HttpRequest request, TimeSpan at) => Results.Ok();

        [Function("F10")]
        public IResult NoLevel([HttpTrigger("get", Route = "a")] HttpRequest request) => Results.Ok();

        [Function("F11")]
        public IResult UserLevel([HttpTrigger(AuthorizationLevel.User, Route = "a")] HttpRequest request) => Results.Ok();

        [Function("F12")]
        public IResult NoTrigger(FunctionContext context) => Results.Ok();

        [Function("F13")]
        public void TwoTriggers([HttpTrigger(AuthorizationLevel.Anonymous, Route = "a")] HttpRequest request, [TimerTrigger("0 0 0 * * *")] TimerInfo timer)
        {
        }

        [Function("F14")]
        public IResult WrongTrigger([HttpTrigger(AuthorizationLevel.Anonymous, Route = "a")] HttpContext context) => Results.Ok();

        [Function("F15")]
        public Task Orchestrator([OrchestrationTrigger] TaskOrchestrationContext context) => Task.CompletedTask;

        [Function("F16")]
        public IResult ClientUnmarked([HttpTrigger(AuthorizationLevel.Anonymous, Route = "a")] HttpRequest request, DurableTaskClient client) => Results.Ok();

        [Function("F17")]
        public Task<string> Poco([HttpTrigger(AuthorizationLevel.Anonymous, Route = "a")] HttpRequest request) => Task.FromResult("");

        [Function("F18")]
        public async void AsyncVoid([TimerTrigger("0 0 0 * * *")] TimerInfo timer) => await Task.Yield();

        [Function("F19")]
        internal IResult Hidden([HttpTrigger(AuthorizationLevel.Anonymous, Route = "a")] HttpRequest request) => Results.Ok();

        [Function("F20")]
        public void FiveFields([TimerTrigger("0 0 * * *")] TimerInfo timer)
        {
        }

        [Function("F21")]
        public IResult TimerWithResult([TimerTrigger("0 0 0 * * *")] TimerInfo timer) => Results.Ok();
    }

    public class Names
    {
        [Function("Taken")]
        public void One([TimerTrigger("0 0 0 * * *")] TimerInfo timer)
        {
        }

        [Function("with space")]
        public void Two([TimerTrigger("0 0 0 * * *")] TimerInfo timer)
        {
        }
    }

    public class Collisions
    {
        [Function("One")]
        public IResult One([HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "a/{b}")] HttpRequest request, string b) => Results.Ok();

        [Function("Two")]
        public IResult Two([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "A/{c}")] HttpRequest request, string c) => Results.Ok();

        [Function("Three")]
        public IResult Three([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "a/{b}")] HttpRequest request, string b) => Results.Ok();

        [Function("Four")]
        public IResult Four([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "a/{b:int}")] HttpRequest request, int b) => Results.Ok();
    }

    public class WantsClient(DurableTaskClient client)
    {
        [Function("WantsClient")]
        public void Run([TimerTrigger("0 0 0 * * *")] TimerInfo timer) => _ = client;
    }
}
