import Core

// A probe stage by stage as a JSON column.
extension ProbeDetail {
  var stored: JSONValue {
    .members([
      "stages": .array(stages.map(\.stored)), "transcript": .strings(transcript),
      "tls": tls?.stored, "proxy": .optional(proxy), "other_name": other?.stored,
      "token": token?.stored,
    ])
  }

  init(stored json: JSONValue) throws(VaultFailure.Unreadable) {
    self.init(
      stages: try json.list("stages", StageResult.init(stored:)),
      transcript: try json.texts("transcript"),
      tls: try json["tls"].map(TLSFacts.init(stored:)), proxy: try json.optionalText("proxy"))
    other = try json["other_name"].map(OtherName.init(stored:))
    token = try json["token"].map(TokenShape.init(stored:))
  }
}

extension StageResult {
  var stored: JSONValue {
    .members([
      "stage": .string(StoredWords.probeStage[name]), "ms": ms.map(JSONValue.number),
      "verdict": .string(StoredWords.stageVerdict[verdict]), "said": .string(said),
    ])
  }

  init(stored json: JSONValue) throws(VaultFailure.Unreadable) {
    self.init(
      try json.word("stage", StoredWords.probeStage), ms: try json.optionalNumber("ms"),
      try json.word("verdict", StoredWords.stageVerdict), said: try json.text("said"))
  }
}

extension TLSFacts {
  var stored: JSONValue {
    .members([
      "version": .optional(version), "subject": .string(subject), "issuer": .string(issuer),
      "expires": .string(expires),
    ])
  }

  init(stored json: JSONValue) throws(VaultFailure.Unreadable) {
    self.init(
      version: try json.optionalText("version"), subject: try json.text("subject"),
      issuer: try json.text("issuer"), expires: try json.text("expires"))
  }
}

extension ProbeDetail.OtherName {
  var stored: JSONValue {
    .members(["name": .string(name), "opened": .bool(opened), "said": .string(said)])
  }

  init(stored json: JSONValue) throws(VaultFailure.Unreadable) {
    self.init(
      name: try json.text("name"), opened: try json.flag("opened"), said: try json.text("said"))
  }
}

extension TokenShape {
  var stored: JSONValue {
    .members([
      "length": .int(length), "audience": .optional(audience),
      "scopes": scopes.map(JSONValue.strings), "issued": issued.map(JSONValue.moment),
      "expires": expires.map(JSONValue.moment),
    ])
  }

  init(stored json: JSONValue) throws(VaultFailure.Unreadable) {
    self.init(
      length: try json.int("length"), audience: try json.optionalText("audience"),
      scopes: json["scopes"] == nil ? nil : try json.texts("scopes"),
      issued: try json.optionalMoment("issued"), expires: try json.optionalMoment("expires"))
  }
}
