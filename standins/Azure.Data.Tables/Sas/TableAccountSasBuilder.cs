namespace Azure.Data.Tables.Sas;

/// <summary>A signature that opens the account's tables until an instant.</summary>
public class TableAccountSasBuilder
{
    public TableAccountSasBuilder(TableAccountSasPermissions permissions, TableAccountSasResourceTypes resourceTypes, DateTimeOffset expiresOn)
    {
        ExpiresOn = expiresOn;
        ResourceTypes = resourceTypes;
        SetPermissions(permissions);
    }

    public TableAccountSasBuilder(string rawPermissions, TableAccountSasResourceTypes resourceTypes, DateTimeOffset expiresOn)
    {
        ExpiresOn = expiresOn;
        ResourceTypes = resourceTypes;
        SetPermissions(rawPermissions);
    }

    public TableSasProtocol Protocol { get; set; }

    public DateTimeOffset StartsOn { get; set; }

    public DateTimeOffset ExpiresOn { get; set; }

    public string Permissions { get; private set; }

    public TableAccountSasResourceTypes ResourceTypes { get; set; }

    public void SetPermissions(TableAccountSasPermissions permissions) => Permissions = SasText.Letters(
        permissions,
        (TableAccountSasPermissions.Read, 'r'),
        (TableAccountSasPermissions.Write, 'w'),
        (TableAccountSasPermissions.Delete, 'd'),
        (TableAccountSasPermissions.List, 'l'),
        (TableAccountSasPermissions.Add, 'a'),
        (TableAccountSasPermissions.Update, 'u'));

    public void SetPermissions(string rawPermissions) => Permissions = rawPermissions;

    /// <summary>The signature as a query string without question mark.</summary>
    public string Sign(TableSharedKeyCredential sharedKeyCredential)
    {
        ArgumentNullException.ThrowIfNull(sharedKeyCredential);
        var start = SasText.Instant(StartsOn);
        var expiry = SasText.Instant(ExpiresOn);
        var protocol = SasText.Protocol(Protocol);
        var types = SasText.Letters(
            ResourceTypes, (TableAccountSasResourceTypes.Service, 's'), (TableAccountSasResourceTypes.Container, 'c'), (TableAccountSasResourceTypes.Object, 'o'));
        var signature = sharedKeyCredential.Sign(string.Join(
            '\n', sharedKeyCredential.AccountName, Permissions, "t", types, start, expiry, "", protocol, SasText.Version, ""));
        return SasText.Query(
            ("sv", SasText.Version), ("ss", "t"), ("srt", types), ("sp", Permissions), ("st", start), ("se", expiry), ("spr", protocol), ("sig", signature));
    }
}
