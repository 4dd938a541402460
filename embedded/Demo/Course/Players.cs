using LipServerless.Embedded.Demo.Http;
using LipServerless.Embedded.Demo.Outcome;
using LipServerless.Embedded.Demo.Staging;
using LipServerless.Embedded.Demo.Statements;

namespace LipServerless.Embedded.Demo.Course;

/// <summary>What those who play have at hand: all of it reaches the application over HTTP only.</summary>
internal sealed record Players(StaffApi Staff, Mailbox Mailbox, Visitor Visitor, Narrator Narrator, Ledger Ledger, Script Script);
