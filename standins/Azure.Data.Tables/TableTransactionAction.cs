namespace Azure.Data.Tables;

/// <summary>
/// One operation of a transaction. A default ETag means "whatever is stored" for Delete and an upsert for UpdateMerge and
/// UpdateReplace: pass the ETag that was read where a lost update would matter.
/// </summary>
public class TableTransactionAction
{
    public TableTransactionAction(TableTransactionActionType actionType, ITableEntity entity)
        : this(actionType, entity, default)
    {
    }

    public TableTransactionAction(TableTransactionActionType actionType, ITableEntity entity, ETag etag = default)
    {
        ActionType = actionType;
        Entity = entity;
        ETag = etag;
    }

    public TableTransactionActionType ActionType { get; }

    public ITableEntity Entity { get; }

    public ETag ETag { get; }
}
