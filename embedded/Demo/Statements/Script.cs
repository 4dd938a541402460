using System.Text.Json;

namespace LipServerless.Embedded.Demo.Statements;

/// <summary>What people say in the demo: read from the embedded <c>script.json</c>. Fits any draft: nothing in it quotes one.</summary>
internal sealed record Script
{
    /// <summary>Words of agreement, by theme; the empty theme fits everywhere.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Agree { get; init; }

    /// <summary>Wishes for changes, by theme.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<Wish>> Change { get; init; }

    /// <summary>Objections.</summary>
    public required IReadOnlyList<string> Object { get; init; }

    /// <summary>In the second round, of what was changed.</summary>
    public required IReadOnlyList<string> Settled { get; init; }

    /// <summary>The councils' overall views.</summary>
    public required CouncilTexts Councils { get; init; }

    /// <summary>Statements on paper, by round.</summary>
    public required IReadOnlyDictionary<string, string> Paper { get; init; }

    /// <summary>The round table: overall view by round, and comments.</summary>
    public required BodyTexts RoundTable { get; init; }

    /// <summary>The equality officer.</summary>
    public required OfficerTexts Equality { get; init; }

    /// <summary>The conference's joint view.</summary>
    public required BodyTexts Conference { get; init; }

    /// <summary>Why a council dissents.</summary>
    public required string Dissent { get; init; }

    /// <summary>Why a deadline is extended.</summary>
    public required string Extension { get; init; }

    /// <summary>Instructions to a draft that is not the sample's.</summary>
    public required IReadOnlyList<string> Instructions { get; init; }

    /// <summary>Sentences by which such a draft follows them, in the same order.</summary>
    public required IReadOnlyList<string> Amendments { get; init; }

    /// <summary>The chair's note on each round's decision.</summary>
    public required IReadOnlyDictionary<string, string> Decisions { get; init; }

    /// <summary>Reads the embedded script.</summary>
    public static Script Read()
    {
        using var stream = typeof(Script).Assembly.GetManifestResourceStream("LipServerless.Embedded.Demo.Statements.script.json")
            ?? throw new InvalidOperationException("The demo's script is not embedded.");
        return JsonSerializer.Deserialize<Script>(stream, JsonSerializerOptions.Web) ?? throw new JsonException("The demo's script is the JSON value null.");
    }
}

/// <summary>A wish for a change; the sentence that would be added to the paragraph, or null.</summary>
internal sealed record Wish(string Comment, string? Addition);

/// <summary>Overall views of the councils in the roster's order, by round; and of the one that revises its statement.</summary>
internal sealed record CouncilTexts
{
    [System.Text.Json.Serialization.JsonPropertyName("1")]
    public required IReadOnlyList<string> First { get; init; }

    [System.Text.Json.Serialization.JsonPropertyName("2")]
    public required IReadOnlyList<string> Second { get; init; }

    public required string Revised { get; init; }

    public string Of(int round, int council)
    {
        var texts = round == 1 ? First : Second;
        return texts[council % texts.Count];
    }
}

/// <summary>Overall views by round, and comments.</summary>
internal record BodyTexts
{
    [System.Text.Json.Serialization.JsonPropertyName("1")]
    public required string First { get; init; }

    [System.Text.Json.Serialization.JsonPropertyName("2")]
    public required string Second { get; init; }

    public required IReadOnlyList<string> Comments { get; init; }

    public string Of(int round) => round == 1 ? First : Second;
}

/// <summary>The equality officer's texts.</summary>
internal sealed record OfficerTexts : BodyTexts
{
    public required string Claim { get; init; }

    [System.Text.Json.Serialization.JsonPropertyName("2unflagged")]
    public required string SecondUnflagged { get; init; }
}
