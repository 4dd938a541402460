namespace Azure.Data.Tables.Sas;

[Flags]
public enum TableSasPermissions
{
    All = -1,
    Read = 1,
    Add = 2,
    Update = 4,
    Delete = 8,
}

public enum TableSasProtocol
{
    None = 0,
    HttpsAndHttp = 1,
    Https = 2,
}

[Flags]
public enum TableAccountSasPermissions
{
    All = -1,
    Read = 1,
    Write = 2,
    Delete = 4,
    List = 8,
    Add = 16,
    Update = 64,
}

[Flags]
public enum TableAccountSasResourceTypes
{
    All = -1,
    Service = 1,
    Container = 2,
    Object = 4,
}
