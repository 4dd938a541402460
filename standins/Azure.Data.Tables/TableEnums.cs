namespace Azure.Data.Tables;

/// <summary>Merge keeps stored properties that the entity lacks; Replace drops them.</summary>
public enum TableUpdateMode
{
    Merge = 0,
    Replace = 1,
}

public enum TableTransactionActionType
{
    Add = 0,
    UpdateMerge = 1,
    UpdateReplace = 2,
    Delete = 3,
    UpsertMerge = 4,
    UpsertReplace = 5,
}
