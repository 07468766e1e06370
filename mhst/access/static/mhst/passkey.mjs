// Forms that sign in with, or add, a passkey. They stay hidden where the browser cannot do it.

const decode = (text) =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (sign) => sign.charCodeAt(0))

const encode = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')

const known = (list) => (list ?? []).map((credential) => ({ ...credential, id: decode(credential.id) }))

async function get ({ publicKey }) {
  const { response, ...credential } = parts(await navigator.credentials.get({
    publicKey: { ...publicKey, challenge: decode(publicKey.challenge), allowCredentials: known(publicKey.allowCredentials) }
  }))
  return {
    ...credential,
    response: {
      clientDataJSON: encode(response.clientDataJSON),
      authenticatorData: encode(response.authenticatorData),
      signature: encode(response.signature),
      userHandle: response.userHandle ? encode(response.userHandle) : null
    }
  }
}

async function create ({ publicKey }) {
  const { response, ...credential } = parts(await navigator.credentials.create({
    publicKey: {
      ...publicKey,
      challenge: decode(publicKey.challenge),
      user: { ...publicKey.user, id: decode(publicKey.user.id) },
      excludeCredentials: known(publicKey.excludeCredentials),
      // Every key we add can sign in by itself, after the person has shown the device that it is they.
      authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' }
    }
  }))
  return {
    ...credential,
    response: {
      clientDataJSON: encode(response.clientDataJSON),
      attestationObject: encode(response.attestationObject)
    }
  }
}

const parts = (credential) => ({
  id: credential.id,
  rawId: encode(credential.rawId),
  type: credential.type,
  clientExtensionResults: credential.getClientExtensionResults(),
  response: credential.response
})

async function optionsFor (form) {
  if (!form.dataset.optionsFrom) {
    const given = JSON.parse(document.getElementById('passkey-options').textContent)
    return given.creation_options ?? given.request_options
  }
  const answer = await fetch(form.dataset.optionsFrom, { headers: { Accept: 'application/json' } })
  if (!answer.ok) throw new Error(`the server answered ${answer.status}`)
  return (await answer.json()).request_options
}

function prepare (form) {
  const problem = form.querySelector('[data-passkey-problem]')
  form.hidden = false
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    problem.textContent = ''
    try {
      const ask = form.dataset.passkey === 'create' ? create : get
      form.elements.credential.value = JSON.stringify(await ask(await optionsFor(form)))
      form.submit()
    } catch {
      problem.textContent = 'No passkey was used. Try again, or choose another way.'
    }
  })
}

if (window.PublicKeyCredential) {
  document.querySelectorAll('[data-passkey]').forEach(prepare)
  document.querySelectorAll('[data-passkey-missing]').forEach((note) => { note.hidden = true })
}
