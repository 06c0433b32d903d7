import Core

// Failures as JSON columns: what a server or the network said, whole. Keys and words are the format.
extension OAuthRefusal {
  var stored: JSONValue {
    .members([
      "status": .int(status), "error": .string(error), "description": .string(description),
      "codes": .array(codes.map(JSONValue.int)), "suberror": .optional(suberror),
      "trace_id": .optional(traceID), "correlation_id": .optional(correlationID),
      "timestamp": .optional(timestamp), "claims": .optional(claims),
      "retry_after": retryAfter.map(JSONValue.int),
    ])
  }

  init(stored json: JSONValue) throws(VaultFailure.Unreadable) {
    self.init(
      status: try json.int("status"), error: try json.text("error"),
      description: try json.text("description"),
      codes: try json.list("codes") { (code) throws(VaultFailure.Unreadable) in
        guard let code = code.integer else { throw .init(member: "codes") }
        return code
      },
      suberror: try json.optionalText("suberror"), traceID: try json.optionalText("trace_id"),
      correlationID: try json.optionalText("correlation_id"),
      timestamp: try json.optionalText("timestamp"), claims: try json.optionalText("claims"),
      retryAfter: try json.optionalInt("retry_after"))
  }
}

extension NetworkFailure {
  var stored: JSONValue {
    .members([
      "kind": .string(StoredWords.networkKind[kind]), "host": .string(host), "port": .int(port),
      "stage": .optional(stage.map { StoredWords.probeStage[$0] }), "proxy": .optional(proxy),
      "detail": .string(detail),
    ])
  }

  init(stored json: JSONValue) throws(VaultFailure.Unreadable) {
    self.init(
      try json.word("kind", StoredWords.networkKind), host: try json.text("host"),
      port: try json.int("port"), stage: try json.optionalWord("stage", StoredWords.probeStage),
      proxy: try json.optionalText("proxy"), detail: try json.text("detail"))
  }
}

extension ReplyFailure {
  var stored: JSONValue {
    .members([
      "kind": .string(StoredWords.replyKind[kind]), "document": .string(document),
      "status": .int(status), "host": .string(host), "detail": .string(detail),
      "retry_after": retryAfter.map(JSONValue.int),
    ])
  }

  init(stored json: JSONValue) throws(VaultFailure.Unreadable) {
    self.init(
      try json.word("kind", StoredWords.replyKind), document: try json.text("document"),
      status: try json.int("status"), host: try json.text("host"),
      detail: try json.text("detail"), retryAfter: try json.optionalInt("retry_after"))
  }
}
