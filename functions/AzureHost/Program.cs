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

// The isolated worker: the same functions, tasks and middleware as the embedded host, run by the Functions host.
FunctionsApplicationBuilder builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.UseLipMiddleware();
builder.Services.AddSingleton(new ProcessClock(TimeProvider.System));
builder.Services.AddLipAdapters(AdapterSettings.From(builder.Configuration)).AddLipWeb();
builder.ConfigureDurableWorker().AddTasks(tasks => tasks.AddOrchestrators().AddActivities());
builder.Build().Run();
