using System.Text;
using LipServerless.Domain.Bodies;
using LipServerless.Domain.Synopses;
using LipServerless.Web.Synopses;

namespace LipServerless.Web.Tests.Synopses;

/// <summary>What bodies write is opened in a spreadsheet: it stays text and stays in its cell.</summary>
public sealed class SynopsisCsvTests
{
    [Theory]
    [InlineData("=HYPERLINK(\"http://boese.example\")")]
    [InlineData("+1+cmd|' /C calc'!A0")]
    [InlineData("-2+3")]
    [InlineData("@SUM(A1)")]
    [InlineData("\t=1+1")]
    [InlineData("\r=1+1")]
    [InlineData("\n=1+1")]
    [InlineData("Ja\";=1+1;\"")]
    [InlineData("Ja\r\n=1+1;=2")]
    public void Write_WhatASpreadsheetWouldRun_IsTextInItsCell(string attack)
    {
        var rows = Read(SynopsisCsv.Write(Synopsis(attack)));

        Assert.All(rows, row => Assert.Equal(13, row.Length));
        Assert.Equal(2, rows.Count);
        Assert.All(rows.SelectMany(row => row), cell => Assert.False(cell.Length > 0 && "=+-@\t\r\n".Contains(cell[0], StringComparison.Ordinal), $"»{cell}« would run."));
        Assert.Equal(3, rows[1].Count(cell => cell.Contains(attack.Trim(), StringComparison.Ordinal)));
    }

    // As RFC 4180 says it, with semicolons.
    private static List<string[]> Read(byte[] csv)
    {
        List<string[]> rows = [];
        List<string> row = [];
        var cell = new StringBuilder();
        var quoted = false;
        var text = Encoding.UTF8.GetString(csv).TrimStart('\uFEFF');
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '"' && quoted && i + 1 < text.Length && text[i + 1] == '"')
                cell.Append(text[++i]);
            else if (text[i] == '"')
                quoted = !quoted;
            else if (quoted || text[i] is not (';' or '\r' or '\n'))
                cell.Append(text[i]);
            else if (text[i] != '\r')
            {
                row.Add(cell.ToString());
                cell.Clear();
                if (text[i] == '\n')
                {
                    rows.Add([.. row]);
                    row.Clear();
                }
            }
        }

        return rows;
    }

    private static Synopsis Synopsis(string attack) => new()
    {
        RoundId = "r1",
        RoundNumber = 1,
        Title = "Plan",
        DraftTitle = "Entwurf",
        DraftHash = "00",
        FrozenAt = default,
        Counts = new(),
        Bundling = Bundling.NotAsked,
        Paragraphs =
        [
            new()
            {
                ParagraphId = "p1",
                Number = 1,
                Text = attack,
                Entries = [new() { BodyId = "b", BodyName = "Beirat", BodyKind = BodyKind.IntegrationCouncil, ReceiptNumber = "1", Comment = attack, ProposedWording = attack }],
            },
        ],
    };
}
