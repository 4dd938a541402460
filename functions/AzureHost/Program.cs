using LipServerless.Activities;
using LipServerless.Adapters;
using LipServerless.Domain.Time;
using LipServerless.Rounds;
using LipServerless.Web;
using LipServerless.Web.Staff;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

// The isolated worker: the same functions, tasks and middleware as the embedded host, run by the Functions host.
FunctionsApplicationBuilder builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();

// As in the embedded host: the framework's own sentences hold addresses of pages, and those hold the tokens of personal links.
builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("System", LogLevel.Warning).AddFilter("Azure", LogLevel.Warning);
builder.UseLipMiddleware();
builder.Services.AddSingleton(new ProcessClock(TimeProvider.System));
builder.Services.AddLipAdapters(AdapterSettings.From(builder.Configuration)).AddLipWeb();
builder.ConfigureDurableWorker().AddTasks(tasks => tasks.AddOrchestrators().AddActivities());
builder.Build().Run();
