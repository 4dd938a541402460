using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using LipServerless.Domain.Statements;
using LipServerless.Web.Pages.Reply;

namespace LipServerless.Embedded.Demo.Http;

/// <summary>A body at its reply page: fills in the form as a person would, only in fields that are there.</summary>
internal sealed class ReplyPageVisit
{
    private readonly Visitor visitor;
    private readonly IHtmlDocument page;

    private ReplyPageVisit(Visitor visitor, IHtmlDocument page)
    {
        this.visitor = visitor;
        this.page = page;
    }

    /// <summary>What the page says, as one line.</summary>
    public string Text => Visitor.OneLine(page.Body?.TextContent);

    /// <summary>Opens the page behind a link.</summary>
    public static async Task<ReplyPageVisit> OpenAsync(Visitor visitor, Uri link, CancellationToken cancellationToken) =>
        new(visitor, await visitor.OpenAsync(link, cancellationToken));

    /// <summary>Fills in a statement, reviews it and submits it; answers the number on the receipt.</summary>
    public async Task<string> SubmitAsync(StatementContent statement, CancellationToken cancellationToken)
    {
        var form = Form("form#reply");
        foreach (var view in statement.Views)
            Fill(form, view);
        if (statement.Overall is { Length: > 0 } overall)
            Type(form, FieldNames.Overall, overall);
        if (statement.NotAffected)
            Tick(form, FieldNames.NotAffected);
        var review = await visitor.PressAsync(form, Button(form, ReplyActions.Review), cancellationToken);
        var confirm = review.QuerySelector<IHtmlFormElement>("form#review")
            ?? throw new DemoFailedException($"Vor der Abgabe kommt keine Prüfseite, sondern: {Visitor.OneLine(review.QuerySelector("h1")?.TextContent)}");
        return ReceiptNumber(await visitor.PressAsync(confirm, Button(confirm, ReplyActions.Submit), cancellationToken));
    }

    /// <summary>Gives a nil return: one click, then a second that confirms it. Answers the number on the receipt.</summary>
    public async Task<string> SubmitNilAsync(CancellationToken cancellationToken)
    {
        var form = Form("form#reply");
        var question = await visitor.PressAsync(form, Button(form, ReplyActions.AskNil), cancellationToken);
        var confirm = question.QuerySelector<IHtmlFormElement>("main form[method=post], form[method=post]")
            ?? throw new DemoFailedException("Die Rückfrage zur Fehlanzeige hat kein Formular.");
        return ReceiptNumber(await visitor.PressAsync(confirm, Button(confirm, ReplyActions.ConfirmNil), cancellationToken));
    }

    /// <summary>Marks the council's view as "abweichend"; answers the number that the page then names.</summary>
    public async Task<string> DissentAsync(string reason, CancellationToken cancellationToken)
    {
        var form = Form("form#reply");
        // These fields stand beside the form they belong to.
        var field = page.QuerySelector<IHtmlTextAreaElement>($"#abweichend textarea[name='{FieldNames.DissentReason}']") ?? throw new DemoFailedException("Zum Vermerk „abweichend“ fehlt das Textfeld.");
        field.Value = reason;
        var button = page.QuerySelector<IHtmlElement>("#abweichend button[type=submit]") ?? throw new DemoFailedException("Zum Vermerk „abweichend“ fehlt der Knopf.");
        var after = await visitor.PressAsync(form, button, cancellationToken);
        return Receipts.NumberIn(after.QuerySelector("#abweichend [role=status]")?.TextContent)
            ?? throw new DemoFailedException("Nach dem Vermerk „abweichend“ nennt die Seite keine Belegnummer.");
    }

    private static void Fill(IHtmlFormElement form, ParagraphView view)
    {
        if (view.Stance is { } stance)
            Choose(form, FieldNames.Stance(view.ParagraphId), stance.ToString());
        if (view.Comment is { } comment)
            Type(form, FieldNames.Comment(view.ParagraphId), comment);
        if (view.ProposedWording is { } wording)
            Type(form, FieldNames.Wording(view.ParagraphId), wording);
        if (view.Claimed)
            Tick(form, FieldNames.Claim(view.ParagraphId));
    }

    private static void Choose(IHtmlFormElement form, string name, string value)
    {
        var choices = form.QuerySelectorAll($"input[type=radio][name='{name}']").OfType<IHtmlInputElement>().ToList();
        if (!choices.Exists(choice => choice.Value == value))
            throw new DemoFailedException($"Das Formular hat die Auswahl {name}={value} nicht.");
        foreach (var choice in choices)
            choice.IsChecked = choice.Value == value;
    }

    private static void Type(IHtmlFormElement form, string name, string text)
    {
        var field = form.QuerySelector<IHtmlTextAreaElement>($"textarea[name='{name}']") ?? throw new DemoFailedException($"Das Formular hat das Textfeld {name} nicht.");
        field.Value = text;
    }

    private static void Tick(IHtmlFormElement form, string name)
    {
        var box = form.QuerySelector<IHtmlInputElement>($"input[type=checkbox][name='{name}']") ?? throw new DemoFailedException($"Das Formular hat das Kästchen {name} nicht.");
        box.IsChecked = true;
    }

    private static IHtmlElement Button(IHtmlFormElement form, string action) =>
        form.QuerySelector<IHtmlElement>($"button[name='{FieldNames.Action}'][value='{action}']") ?? throw new DemoFailedException($"Das Formular hat den Knopf {action} nicht.");

    private static string ReceiptNumber(IHtmlDocument receipt) =>
        Receipts.NumberIn(receipt.QuerySelector(".receipt-number")?.TextContent)
        ?? throw new DemoFailedException($"Nach dem Absenden kommt keine Empfangsbestätigung, sondern: {Visitor.OneLine(receipt.QuerySelector("h1")?.TextContent)}");

    private IHtmlFormElement Form(string selector) =>
        page.QuerySelector<IHtmlFormElement>(selector) ?? throw new DemoFailedException($"Die Seite „{Visitor.OneLine(page.Title)}“ hat das erwartete Formular nicht.");
}
