/// Decodes a JSON body. FoundationEssentials writes the same bodies well enough, but reads them many
/// times slower, and reading a large site is what a person waits for.
struct BodyDecoder: Decoder {
  let tape: JSONTape
  let index: Int

  // Empty: a body that cannot be read is reported by its name, not by a path within.
  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  /// Decodes a whole body.
  static func decode<Value: Decodable>(_ type: Value.Type, from body: [UInt8]) throws -> Value {
    try BodyDecoder(tape: JSONTape(body), index: 0).decode(type)
  }

  /// What is wrong with a body; nobody reads more of it.
  static let unfit = DecodingError.dataCorrupted(
    .init(codingPath: [], debugDescription: "the body is of another type"))

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard tape.nodes[index].kind == .object else { throw BodyDecoder.unfit }
    return KeyedDecodingContainer(BodyObject(tape: tape, index: index))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    guard tape.nodes[index].kind == .array else { throw BodyDecoder.unfit }
    return BodyArray(tape: tape, children: tape.children(of: index))
  }

  func singleValueContainer() -> any SingleValueDecodingContainer { self }
}

extension BodyDecoder: SingleValueDecodingContainer {
  private func expect<Value>(_ value: Value?) throws -> Value {
    guard let value else { throw BodyDecoder.unfit }
    return value
  }

  func decodeNil() -> Bool { tape.nodes[index].kind == .null }

  func decode(_ type: Bool.Type) throws -> Bool {
    switch tape.nodes[index].kind {
    case .yes: true
    case .no: false
    default: throw BodyDecoder.unfit
    }
  }

  func decode(_ type: String.Type) throws -> String { try expect(tape.string(index)) }
  func decode(_ type: Double.Type) throws -> Double { try expect(tape.double(index)) }
  func decode(_ type: Float.Type) throws -> Float { Float(try expect(tape.double(index))) }
  func decode(_ type: Int.Type) throws -> Int { try expect(tape.integer(index)) }
  func decode(_ type: Int8.Type) throws -> Int8 { try expect(tape.integer(index)) }
  func decode(_ type: Int16.Type) throws -> Int16 { try expect(tape.integer(index)) }
  func decode(_ type: Int32.Type) throws -> Int32 { try expect(tape.integer(index)) }
  func decode(_ type: Int64.Type) throws -> Int64 { try expect(tape.integer(index)) }
  func decode(_ type: UInt.Type) throws -> UInt { try expect(tape.integer(index)) }
  func decode(_ type: UInt8.Type) throws -> UInt8 { try expect(tape.integer(index)) }
  func decode(_ type: UInt16.Type) throws -> UInt16 { try expect(tape.integer(index)) }
  func decode(_ type: UInt32.Type) throws -> UInt32 { try expect(tape.integer(index)) }
  func decode(_ type: UInt64.Type) throws -> UInt64 { try expect(tape.integer(index)) }
  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try Value(from: self) }
}
