#nullable enable
using System.Linq.Expressions;
using System.Reflection;
using Azure.Data.Tables.Entities;
using Azure.Data.Tables.Models;

namespace Azure.Data.Tables.Queries;

/// <summary>
/// Translates a lambda into an OData filter: comparisons of a property with a value, and/or/not, bare booleans,
/// <c>Equals</c>, <c>CompareTo</c>, <c>string.Compare(Ordinal)</c>, a TableEntity's indexer and typed getters.
/// Anything else is refused rather than evaluated here: a query must not silently read the whole table.
/// </summary>
internal static class FilterExpression
{
    /// <exception cref="NotSupportedException">The service has no such comparison.</exception>
    public static string Translate<T>(Expression<Func<T, bool>> filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return new Translator(filter.Parameters[0]).Condition(filter.Body);
    }

    private sealed class Translator(ParameterExpression row)
    {
        public string Condition(Expression node)
        {
            if (!UsesRow(node))
                throw Refused(node);
            switch (node)
            {
                case BinaryExpression { NodeType: ExpressionType.AndAlso or ExpressionType.And } both:
                    return $"({Condition(both.Left)}) and ({Condition(both.Right)})";
                case BinaryExpression { NodeType: ExpressionType.OrElse or ExpressionType.Or } either:
                    return $"({Condition(either.Left)}) or ({Condition(either.Right)})";
                case UnaryExpression { NodeType: ExpressionType.Not } not:
                    return $"not ({Condition(not.Operand)})";
                case BinaryExpression comparison:
                    return Comparison(comparison);
                case MethodCallExpression { Method.Name: nameof(Equals), Object: { } left, Arguments: [var right] }:
                    return Compare(left, "eq", right);
                case MethodCallExpression { Method.Name: nameof(Equals), Object: null, Arguments: [var left, var right] }:
                    return Compare(left, "eq", right);
                default:
                    return PropertyOf(node) is { } name && Unwrapped(node).Type is { } type && (type == typeof(bool) || type == typeof(bool?))
                        ? $"{name} eq true"
                        : throw Refused(node);
            }
        }

        private string Comparison(BinaryExpression node)
        {
            var verb = node.NodeType switch
            {
                ExpressionType.Equal => "eq",
                ExpressionType.NotEqual => "ne",
                ExpressionType.GreaterThan => "gt",
                ExpressionType.GreaterThanOrEqual => "ge",
                ExpressionType.LessThan => "lt",
                ExpressionType.LessThanOrEqual => "le",
                _ => throw Refused(node),
            };

            // a.CompareTo(b) >= 0 and string.Compare(a, b) >= 0 mean a >= b.
            if (CompareCall(node.Left) is var (left, right) && !UsesRow(node.Right) && Value(node.Right) is 0)
                return Compare(left, verb, right);
            return Compare(node.Left, verb, node.Right);
        }

        private static (Expression Left, Expression Right)? CompareCall(Expression node) => node switch
        {
            MethodCallExpression { Method.Name: "CompareTo", Object: { } left, Arguments: [var right] } => (left, right),
            MethodCallExpression { Method: { Name: "Compare" or "CompareOrdinal", DeclaringType: var type }, Arguments: [var left, var right, ..] }
                when type == typeof(string) => (left, right),
            _ => null,
        };

        private string Compare(Expression left, string verb, Expression right)
        {
            if (UsesRow(left) == UsesRow(right))
                throw Refused(left);
            if (!UsesRow(left))
                return Compare(right, verb switch { "gt" => "lt", "ge" => "le", "lt" => "gt", "le" => "ge", _ => verb }, left);

            var name = PropertyOf(left) ?? throw Refused(left);
            var value = Value(right);

            // The compiler turns comparisons with an enum into comparisons with its number; it is stored by its name.
            var type = Nullable.GetUnderlyingType(Unwrapped(left).Type) ?? Unwrapped(left).Type;
            if (type.IsEnum && value is not null and not Enum)
                value = Enum.ToObject(type, value);
            return $"{name} {verb} {FilterLiteral.Of(value)}";
        }

        private string? PropertyOf(Expression node)
        {
            node = Unwrapped(node);
            return node switch
            {
                MemberExpression { Member: PropertyInfo, Expression: { } owner } member when Unwrapped(owner) == row =>
                    typeof(TableItem).IsAssignableFrom(row.Type) && member.Member.Name == nameof(TableItem.Name) ? "TableName" : EntityProperties.StoredName(member.Member),
                MethodCallExpression { Object: { } owner, Arguments: [var key], Method: var method }
                    when Unwrapped(owner) == row && (method.IsSpecialName || method.Name.StartsWith("Get", StringComparison.Ordinal)) && !UsesRow(key) =>
                    Value(key) as string,
                _ => null,
            };
        }

        // Conversions and Nullable's Value do not change which property is meant.
        private static Expression Unwrapped(Expression node) => node switch
        {
            UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.ConvertChecked or ExpressionType.TypeAs } cast => Unwrapped(cast.Operand),
            MemberExpression { Member.Name: "Value", Expression: { } owner } when Nullable.GetUnderlyingType(owner.Type) is not null => Unwrapped(owner),
            _ => node,
        };

        private bool UsesRow(Expression node)
        {
            var search = new ParameterSearch(row);
            search.Visit(node);
            return search.Found;
        }

        private static object? Value(Expression node) =>
            node is ConstantExpression constant
                ? constant.Value
                : Expression.Lambda<Func<object?>>(Expression.Convert(node, typeof(object))).Compile(preferInterpretation: true)();

        private static NotSupportedException Refused(Expression node) => new($"Tables cannot filter by '{node}'.");
    }

    private sealed class ParameterSearch(ParameterExpression row) : ExpressionVisitor
    {
        public bool Found { get; private set; }

        protected override Expression VisitParameter(ParameterExpression node)
        {
            Found |= node == row;
            return node;
        }
    }
}
