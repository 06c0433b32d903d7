/// The forms that are posted to an identity server, each as its RFC has it.
package enum TokenForms {
  /// RFC 8628 §3.1. A secret only for servers that ask for one here; Microsoft does not.
  package static func deviceAuthorization(
    clientID: String, scope: String, secret: Secret?
  ) -> Form {
    var form = Form(["client_id": clientID, "scope": scope])
    if let secret { form.add("client_secret", secret) }
    return form
  }

  /// RFC 8628 §3.4. The secret goes along in secret mode (RFC 6749 §2.3.1).
  package static func poll(clientID: String, deviceCode: Secret, secret: Secret?) -> Form {
    var form = Form([
      "grant_type": "urn:ietf:params:oauth:grant-type:device_code", "client_id": clientID,
    ])
    form.add("device_code", deviceCode)
    if let secret { form.add("client_secret", secret) }
    return form
  }

  /// RFC 6749 §6.
  package static func refresh(
    clientID: String, refreshToken: Secret, scope: String, secret: Secret?
  ) -> Form {
    var form = Form(["grant_type": "refresh_token", "client_id": clientID, "scope": scope])
    form.add("refresh_token", refreshToken)
    if let secret { form.add("client_secret", secret) }
    return form
  }

  /// RFC 6749 §4.4: the secret alone, with no user; tells whether client id and secret agree.
  package static func clientCredentials(clientID: String, scope: String, secret: Secret) -> Form {
    var form = Form([
      "grant_type": "client_credentials", "client_id": clientID, "scope": scope,
    ])
    form.add("client_secret", secret)
    return form
  }
}
