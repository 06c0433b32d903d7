internal import Core
internal import Vault

/// Finds the vault's key: a systemd credential, a passphrase, or the key file.
struct VaultOpener: Sendable {
  let home: Home
  let loop: Loop
  let output: Output

  /// Opens the vault; makes it, with a key file, at first use.
  func open() async throws(Failure) -> VaultFile {
    if let folder = ProcessEnvironment.all["CREDENTIALS_DIRECTORY"], !folder.isEmpty,
      let credential = KeySource.credential(in: folder)
    {
      return try await open(credential)
    }
    if let path = ProcessEnvironment.all["GREENBOX_PASSPHRASE_FILE"], !path.isEmpty {
      return try await open(.passphrase(try await passphrase(from: path)))
    }
    do throws(Failure) {
      return try await open(.keyFile(home.data + "/key"))
    } catch {
      guard case .vault(.passphraseNeeded) = error else { throw error }
      guard let typed = await Prompt.secret("Passphrase of the vault: ", loop) else { throw error }
      return try await open(.passphrase(typed))
    }
  }

  private func open(_ key: KeySource) async throws(Failure) -> VaultFile {
    do throws(VaultFailure) {
      return try await VaultFile.open(home: home.data, key: key) { [loop] length in
        // A task of its own: what the store waits for is waited for in a cancelled task too.
        await Task(executorPreference: loop) { await loop.pause(length) }.value
      }
    } catch {
      throw .vault(error)
    }
  }

  /// The first line of a file, or of a pipe (`<(…)`).
  private func passphrase(from path: String) async throws(Failure) -> Secret {
    let bytes = try await InputFile.given(path, .key, limit: 4096, loop) {
      .vault(VaultFailure(key: $0))
    }
    let line = Secret(bytes.prefix { $0 != 10 && $0 != 13 })
    guard !line.isEmpty else {
      throw .vault(.unusableKey(path: path, detail: "its first line, the passphrase, is empty"))
    }
    return line
  }
}
