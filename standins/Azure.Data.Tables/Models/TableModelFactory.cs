namespace Azure.Data.Tables.Models;

public static class TableModelFactory
{
    // The OData fields exist on the wire only; no public member of TableItem shows them.
#pragma warning disable IDE0060, CA1801
    public static TableItem TableItem(string name = null, string odataType = null, string odataId = null, string odataEditLink = null) => new(name);
#pragma warning restore IDE0060, CA1801
}
