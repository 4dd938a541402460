namespace Azure.Data.Tables.Sas;

/// <summary>A signature that opens one table, or a range of its keys, until an instant.</summary>
public class TableSasBuilder
{
    public TableSasBuilder(string tableName, TableSasPermissions permissions, DateTimeOffset expiresOn)
    {
        ArgumentException.ThrowIfNullOrEmpty(tableName);
        TableName = tableName;
        ExpiresOn = expiresOn;
        SetPermissions(permissions);
    }

    public TableSasBuilder(string tableName, string rawPermissions, DateTimeOffset expiresOn)
    {
        ArgumentException.ThrowIfNullOrEmpty(tableName);
        TableName = tableName;
        ExpiresOn = expiresOn;
        SetPermissions(rawPermissions);
    }

    public TableSasProtocol Protocol { get; set; }

    public DateTimeOffset StartsOn { get; set; }

    public DateTimeOffset ExpiresOn { get; set; }

    public string Permissions { get; private set; }

    public string TableName { get; set; }

    public string Identifier { get; set; }

    public string PartitionKeyStart { get; set; }

    public string PartitionKeyEnd { get; set; }

    public string RowKeyStart { get; set; }

    public string RowKeyEnd { get; set; }

    public void SetPermissions(TableSasPermissions permissions) => Permissions = SasText.Letters(
        permissions, (TableSasPermissions.Read, 'r'), (TableSasPermissions.Add, 'a'), (TableSasPermissions.Update, 'u'), (TableSasPermissions.Delete, 'd'));

    public void SetPermissions(string rawPermissions) => Permissions = rawPermissions;

    /// <summary>The signature as a query string without question mark.</summary>
    public string Sign(TableSharedKeyCredential sharedKeyCredential)
    {
        ArgumentNullException.ThrowIfNull(sharedKeyCredential);
        var start = SasText.Instant(StartsOn);
        var expiry = SasText.Instant(ExpiresOn);
        var protocol = SasText.Protocol(Protocol);
#pragma warning disable CA1308 // the service signs the lower-case name
        var resource = $"/table/{sharedKeyCredential.AccountName}/{TableName.ToLowerInvariant()}";
#pragma warning restore CA1308
        var signature = sharedKeyCredential.Sign(string.Join(
            '\n',
            Permissions,
            start,
            expiry,
            resource,
            Identifier,
            "", // addresses: not offered here
            protocol,
            SasText.Version,
            PartitionKeyStart,
            RowKeyStart,
            PartitionKeyEnd,
            RowKeyEnd));
        return SasText.Query(
            ("sv", SasText.Version),
            ("tn", TableName),
            ("sp", Permissions),
            ("st", start),
            ("se", expiry),
            ("si", Identifier),
            ("spr", protocol),
            ("spk", PartitionKeyStart),
            ("srk", RowKeyStart),
            ("epk", PartitionKeyEnd),
            ("erk", RowKeyEnd),
            ("sig", signature));
    }
}
