using System.Text.Json;
using System.Text.Json.Nodes;
using LipServerless.Embedded.Inbox.Behaviour;
using LipServerless.Embedded.Inbox.Reports;
using LipServerless.Embedded.Inbox.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LipServerless.Embedded.Inbox.Pages;

/// <summary><c>/behaviour</c>, "Störungen": what goes wrong at the inbox, to look at and to change.</summary>
internal sealed class BehaviourPage(LiveBehaviour behaviour, ReportLog reports, ReportSender sender, MailStore store)
{
    private const string Path = "/behaviour";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, context => WriteAsync(context, BehaviourFields.Of(behaviour.Current), []));
        routes.MapPost(Path, context => TakeAsync(context, SaveAsync));
        routes.MapPost(Path + "/reset", context => TakeAsync(context, (at, _) => Done(at, () => behaviour.Replace(new()))));
        routes.MapPost(Path + "/recipients", context => TakeAsync(context, AddRuleAsync));
        routes.MapPost(Path + "/recipients/remove", context => TakeAsync(context, RemoveRuleAsync));
        routes.MapPost(Path + "/suppressions/remove", context => TakeAsync(context, (at, form) => Done(at, () => behaviour.Forget(form.Text("address") ?? ""))));
        routes.MapPost(Path + "/reports/again", context => TakeAsync(context, (at, _) => Done(at, () => reports.SendDroppedAgain())));
    }

    private static async Task TakeAsync(HttpContext context, Func<HttpContext, PageForm, Task> act)
    {
        if (await PageForm.ReadAsync(context) is { } form) await act(context, form);
    }

    private static Task Done(HttpContext context, Action act)
    {
        act();
        PageForm.SeeOther(context, Path + "?saved");
        return Task.CompletedTask;
    }

    private Task SaveAsync(HttpContext context, PageForm form)
    {
        var given = BehaviourFields.Read(form);
        given["recipients"] = JsonSerializer.SerializeToNode(behaviour.Current.Recipients, BehaviourJson.Options);
        var (next, faults) = BehaviourJson.Read(JsonSerializer.SerializeToUtf8Bytes(given));
        // Rules that came while the page was open stay.
        return next is null
            ? WriteAsync(context, given, faults)
            : Done(context, () => behaviour.Change(now => next with { Recipients = now.Recipients }));
    }

    private Task AddRuleAsync(HttpContext context, PageForm form)
    {
        var rule = new RecipientRule(form.Text("address") ?? "", form.Choice<DeliveryOutcome>("outcome") ?? DeliveryOutcome.Bounced);
        return BehaviourJson.Check(new() { Recipients = [rule] }) is { Count: > 0 } faults
            ? WriteAsync(context, BehaviourFields.Of(behaviour.Current), faults, rule)
            : Done(context, () => behaviour.Change(now => now with { Recipients = [.. now.Recipients.Where(other => !Same(other.Address, rule.Address)), rule] }));
    }

    private Task RemoveRuleAsync(HttpContext context, PageForm form) =>
        Done(context, () => behaviour.Change(now => now with { Recipients = [.. now.Recipients.Where(rule => !Same(rule.Address, form.Text("address")))] }));

    private static bool Same(string address, string? other) => string.Equals(address, other, StringComparison.OrdinalIgnoreCase);

    private Task WriteAsync(HttpContext context, JsonObject values, IReadOnlyList<BehaviourFault> faults, RecipientRule? typed = null)
    {
        var saved = faults.Count == 0 && context.Request.Query.ContainsKey("saved") ? Html.Of($"<p class=\"good\" role=\"status\">Gespeichert.</p>") : Html.None;
        var body = Html.Of($"""
            <h1>Störungen</h1>
            <p>Zum Ausprobieren: So verhält sich dieses Postfach wie ein Maildienst an einem schlechten Tag. Programme erreichen dasselbe unter <code>/api/behaviour</code>.</p>
            {saved}{Faults(faults)}
            <form method="post" action="{Path}">
            {BehaviourFields.Write(values, faults)}
            <p><button type="submit">Speichern</button></p>
            </form>
            <form method="post" action="{Path}/reset"><p><button class="plain" type="submit">Alle Störungen ausschalten</button></p></form>
            {Rules(faults, typed)}
            {Suppressed()}
            {Hook()}
            """);
        return Layout.WriteAsync(context, "Störungen · Postfach", body, status: faults.Count == 0 ? 200 : 400);
    }

    private static Html Faults(IReadOnlyList<BehaviourFault> faults) => faults.Count == 0 ? Html.None : Html.Of($"""
        <div class="alert" role="alert"><p><strong>Nicht gespeichert.</strong></p><ul>
        {Html.Join(faults.Select(fault => Html.Of($"<li><a href=\"#{BehaviourFields.IdOf(fault.Field)}\">{BehaviourFields.LabelOf(fault.Field)}</a>: {fault.German}</li>")))}
        </ul></div>
        """);

    private Html Rules(IReadOnlyList<BehaviourFault> faults, RecipientRule? typed)
    {
        var wrong = faults.FirstOrDefault(fault => fault.Field.StartsWith("recipients", StringComparison.Ordinal));
        var described = wrong is null ? Html.None : Html.Of($" aria-invalid=\"true\" aria-describedby=\"rule-fault\"");
        var rows = behaviour.Current.Recipients.Select(rule => Row(rule.Address, GermanReports.Outcome(rule.Outcome), Path + "/recipients/remove"));
        return Html.Of($"""
            <section aria-labelledby="h-rules"><h2 id="h-rules">Empfänger</h2>
            <p class="address">Was mit Nachrichten an eine Adresse oder an alle Adressen einer Domain geschieht. Alle anderen kommen an.</p>
            {List(rows, "Keine Regel: Alle Nachrichten kommen an.")}
            <form class="filter" method="post" action="{Path}/recipients">
            <p class="grow"><label for="rule-address">Adresse, oder @ und Domain</label><input id="rule-address" name="address" type="text" autocomplete="off" spellcheck="false" value="{typed?.Address}"{described}>
            {(wrong is null ? Html.None : Html.Of($"<span class=\"fault\" id=\"rule-fault\">{wrong.German}</span>"))}</p>
            <p class="grow"><label for="rule-outcome">Nachrichten dorthin</label><select id="rule-outcome" name="outcome">
            {Html.Join(Enum.GetValues<DeliveryOutcome>().OrderBy(outcome => outcome == (typed?.Outcome ?? DeliveryOutcome.Bounced) ? 0 : 1).Select(outcome => Html.Of($"<option value=\"{outcome.ToString()}\">{GermanReports.Outcome(outcome)}</option>")))}
            </select></p>
            <p><button type="submit">Hinzufügen</button></p>
            </form></section>
            """);
    }

    private Html Suppressed()
    {
        var rows = behaviour.Suppressed.Where(entry => store.Now < entry.Until)
            .Select(entry => Row(entry.Address, $"bis {GermanText.Full(entry.Until)} ({GermanText.Count(entry.Bounces, "Rückläufer", "Rückläufer")})", Path + "/suppressions/remove"));
        return Html.Of($"""
            <section aria-labelledby="h-suppressed"><h2 id="h-suppressed">Sperrliste</h2>
            <p class="address">Nach einem Rückläufer hält der Dienst weitere Nachrichten an die Adresse zurück: 24 Stunden, dann 48, 96, sieben Tage, höchstens 14.</p>
            {List(rows, "Keine Adresse ist gesperrt.")}</section>
            """);
    }

    private Html Hook()
    {
        var counts = reports.Counts;
        var said = sender.State switch
        {
            null => Html.Of($"Die Anwendung nimmt keine Zustellberichte entgegen."),
            { Fault: { } fault } bad => Html.Of($"<span class=\"bad\">Die Anwendung {GermanReports.Fault(fault)}</span> (<code>{bad.Address.AbsoluteUri}</code>)."),
            { IsValidated: true } good => Html.Of($"Berichte gehen an <code>{good.Address.AbsoluteUri}</code>."),
            var early => Html.Of($"Die Anwendung unter <code>{early.Address.AbsoluteUri}</code> wird gefragt, ob sie Berichte will."),
        };
        var dropped = counts.GetValueOrDefault(ReportState.Dropped);
        var again = dropped == 0 ? Html.None : Html.Of($"<form method=\"post\" action=\"{Path}/reports/again\"><p><button class=\"plain\" type=\"submit\">Verworfene noch einmal melden</button></p></form>");
        return Html.Of($"""
            <section aria-labelledby="h-hook"><h2 id="h-hook">Zustellberichte an die Anwendung</h2>
            <p>{said} {counts.GetValueOrDefault(ReportState.Acknowledged)} gemeldet, {counts.GetValueOrDefault(ReportState.Waiting)} noch nicht, {dropped} verworfen.</p>
            {again}</section>
            """);
    }

    private static Html List(IEnumerable<Html> rows, string empty) => rows.ToList() is { Count: > 0 } some
        ? Html.Of($"<ul class=\"reports\">{Html.Join(some)}</ul>")
        : Html.Of($"<p class=\"address\">{empty}</p>");

    private static Html Row(string address, string what, string action) => Html.Of($"""
        <li class="row"><span><strong>{address}</strong> {what}</span>
        <form method="post" action="{action}"><input type="hidden" name="address" value="{address}"><button class="plain" type="submit" aria-label="{address} entfernen">Entfernen</button></form></li>

        """);
}
