/// A table by its name, key and columns, with the statements that read and write whole rows. The
/// columns' order is the one in which rows are read (`ColumnReader`) and written.
final class Table: Sendable {
  let name: String
  let columns: [String]
  /// `SELECT` of all columns, without a condition.
  let select: String
  /// The same without the columns that are read for one row at a time only: they are long, and stand
  /// last.
  let selectBrief: String
  /// Writes a new row; a conflict where its key is taken.
  let insert: String
  /// Writes a row in place of the one with its key.
  let upsert: String

  /// A table whose key is made of its first columns, and whose last ones may be long.
  init(_ name: String, key: Int, long: Int = 0, _ columns: String...) {
    self.name = name
    self.columns = columns
    let list = columns.joined(separator: ", ")
    let marks = columns.indices.map { "$\($0 + 1)" }.joined(separator: ", ")
    select = "SELECT \(list) FROM \(name)"
    let brief = columns.dropLast(long).joined(separator: ", ")
    selectBrief = "SELECT \(brief) FROM \(name)"
    insert = "INSERT INTO \(name) (\(list)) VALUES (\(marks))"
    let others = columns.dropFirst(key).map { "\($0) = excluded.\($0)" }
    upsert =
      "\(insert) ON CONFLICT (\(columns.prefix(key).joined(separator: ", "))) DO "
      + (others.isEmpty ? "NOTHING" : "UPDATE SET \(others.joined(separator: ", "))")
  }
}
