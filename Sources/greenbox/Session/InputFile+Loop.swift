internal import Core
internal import Vault

extension InputFile {
  /// All bytes. A pipe or terminal is waited for on the loop, so that signals are obeyed meanwhile.
  ///
  /// Nil when the task was cancelled first; throws what the system says, or that there is too much.
  func bytes(_ loop: Loop) async throws(FileFault) -> [UInt8]? {
    var bytes: [UInt8] = []
    repeat {
      guard await loop.readable(descriptor) else { return nil }
    } while try next(&bytes)
    return bytes
  }

  /// The bytes of a file or pipe that a person named; `-` is standard input.
  ///
  /// - Parameters:
  ///   - path: Its path, or `-`.
  ///   - use: What it is for.
  ///   - limit: The most bytes that it may have.
  ///   - loop: Where a pipe is waited for.
  ///   - refused: Makes the failure of what is wrong with it.
  /// - Returns: All its bytes.
  /// - Throws: That failure, or that the task was cancelled first.
  static func given(
    _ path: String, _ use: Use, limit: Int, _ loop: Loop,
    refused: (FileFault) -> Failure = { .settings(.file($0)) }
  ) async throws(Failure) -> [UInt8] {
    let bytes: [UInt8]?
    do throws(FileFault) {
      let file =
        path == "-"
        ? InputFile(standardInputFor: use, limit: limit)
        : try InputFile(path, use, limit: limit, takesPipe: true)
      bytes = try await file.bytes(loop)
    } catch {
      throw refused(error)
    }
    guard let bytes else { throw .cancelled }
    return bytes
  }
}
