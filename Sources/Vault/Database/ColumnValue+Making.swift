import Core

// How values of Core become values of columns.
extension ColumnValue {
  static func optional(_ text: String?) -> ColumnValue { text.map(ColumnValue.text) ?? .null }

  static func optional(_ bytes: [UInt8]?) -> ColumnValue { bytes.map(ColumnValue.blob) ?? .null }

  static func optional(_ number: Int64?) -> ColumnValue {
    number.map(ColumnValue.integer) ?? .null
  }

  static func optional(_ number: Double?) -> ColumnValue { number.map(ColumnValue.real) ?? .null }

  static func int(_ number: Int) -> ColumnValue { .integer(Int64(number)) }

  static func flag(_ flag: Bool) -> ColumnValue { .integer(flag ? 1 : 0) }

  static func moment(_ moment: Moment) -> ColumnValue { .integer(moment.milliseconds) }

  static func optional(_ moment: Moment?) -> ColumnValue { .optional(moment?.milliseconds) }

  static func json(_ value: JSONValue) -> ColumnValue { .text(value.canonicalText) }

  static func optional(_ value: JSONValue?) -> ColumnValue { value.map(ColumnValue.json) ?? .null }
}
