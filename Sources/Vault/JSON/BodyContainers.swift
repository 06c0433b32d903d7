/// The members of a JSON object.
struct BodyObject<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let tape: JSONTape
  let index: Int
  var codingPath: [any CodingKey] { [] }

  var allKeys: [Key] {
    let children = tape.children(of: index)
    return stride(from: 0, to: children.count, by: 2).compactMap { position in
      tape.string(children[position]).flatMap(Key.init(stringValue:))
    }
  }

  private func find(_ key: Key) -> Int? {
    let name = key.stringValue
    let end = tape.nodes[index].next
    var child = index + 1
    while child < end {
      if tape.isString(child, name) { return child + 1 }
      child = tape.nodes[child + 1].next
    }
    return nil
  }

  private func value(_ key: Key) throws -> BodyDecoder {
    guard let child = find(key) else { throw BodyDecoder.unfit }
    return BodyDecoder(tape: tape, index: child)
  }

  func contains(_ key: Key) -> Bool { find(key) != nil }
  func decodeNil(forKey key: Key) throws -> Bool { try value(key).decodeNil() }
  func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try value(key).decode(type) }
  func decode(_ type: String.Type, forKey key: Key) throws -> String {
    try value(key).decode(type)
  }
  func decode(_ type: Double.Type, forKey key: Key) throws -> Double {
    try value(key).decode(type)
  }
  func decode(_ type: Float.Type, forKey key: Key) throws -> Float { try value(key).decode(type) }
  func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try value(key).decode(type) }
  func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 { try value(key).decode(type) }
  func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 { try value(key).decode(type) }
  func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 { try value(key).decode(type) }
  func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { try value(key).decode(type) }
  func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt { try value(key).decode(type) }
  func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 { try value(key).decode(type) }
  func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 {
    try value(key).decode(type)
  }
  func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 {
    try value(key).decode(type)
  }
  func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 {
    try value(key).decode(type)
  }
  func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
    try value(key).decode(type)
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<Nested> {
    try value(key).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try value(key).unkeyedContainer()
  }

  func superDecoder() throws -> any Decoder { BodyDecoder(tape: tape, index: index) }
  func superDecoder(forKey key: Key) throws -> any Decoder { try value(key) }
}

/// The values of a JSON array.
struct BodyArray: UnkeyedDecodingContainer {
  let tape: JSONTape
  let children: [Int]
  var codingPath: [any CodingKey] { [] }
  private(set) var currentIndex = 0

  init(tape: JSONTape, children: [Int]) {
    self.tape = tape
    self.children = children
  }

  var count: Int? { children.count }
  var isAtEnd: Bool { currentIndex >= children.count }

  private mutating func next() throws -> BodyDecoder {
    guard !isAtEnd else { throw BodyDecoder.unfit }
    defer { currentIndex += 1 }
    return BodyDecoder(tape: tape, index: children[currentIndex])
  }

  mutating func decodeNil() throws -> Bool {
    guard !isAtEnd else { throw BodyDecoder.unfit }
    guard tape.nodes[children[currentIndex]].kind == .null else { return false }
    currentIndex += 1
    return true
  }

  mutating func decode(_ type: Bool.Type) throws -> Bool { try next().decode(type) }
  mutating func decode(_ type: String.Type) throws -> String { try next().decode(type) }
  mutating func decode(_ type: Double.Type) throws -> Double { try next().decode(type) }
  mutating func decode(_ type: Float.Type) throws -> Float { try next().decode(type) }
  mutating func decode(_ type: Int.Type) throws -> Int { try next().decode(type) }
  mutating func decode(_ type: Int8.Type) throws -> Int8 { try next().decode(type) }
  mutating func decode(_ type: Int16.Type) throws -> Int16 { try next().decode(type) }
  mutating func decode(_ type: Int32.Type) throws -> Int32 { try next().decode(type) }
  mutating func decode(_ type: Int64.Type) throws -> Int64 { try next().decode(type) }
  mutating func decode(_ type: UInt.Type) throws -> UInt { try next().decode(type) }
  mutating func decode(_ type: UInt8.Type) throws -> UInt8 { try next().decode(type) }
  mutating func decode(_ type: UInt16.Type) throws -> UInt16 { try next().decode(type) }
  mutating func decode(_ type: UInt32.Type) throws -> UInt32 { try next().decode(type) }
  mutating func decode(_ type: UInt64.Type) throws -> UInt64 { try next().decode(type) }
  mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    try next().decode(type)
  }

  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) throws -> KeyedDecodingContainer<Nested> {
    try next().container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try next().unkeyedContainer()
  }

  mutating func superDecoder() throws -> any Decoder { try next() }
}
