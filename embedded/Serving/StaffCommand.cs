using System.CommandLine;

namespace LipServerless.Embedded.Serving;

/// <summary><c>staff add "Name"</c>: gives a person a key of their own. The host reads it at its next start.</summary>
internal static class StaffCommand
{
    public static Command Create(Option<string> workspace)
    {
        var name = new Argument<string>("name") { Description = "Name, wie ihn das Protokoll nennt" };
        var add = new Command("add", "Einer Person einen eigenen Schlüssel geben") { name };
        add.SetAction(parsed =>
        {
            var staff = SecretFiles.AddStaff(Workspace.Open(parsed.GetRequiredValue(workspace)), parsed.GetRequiredValue(name));
            Console.WriteLine($"{staff.Name}: {staff.Key} (gilt ab dem nächsten Start)");
            return 0;
        });
        return new Command("staff", "Personen des Projektbüros") { add };
    }
}
