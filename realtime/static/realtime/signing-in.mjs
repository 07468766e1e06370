// Whoever is signed out is offered to sign in and come back here.

// Whoever signs out here goes where that leads.
let isLeaving = false
document.addEventListener('submit', ({ target }) => { isLeaving ||= target.matches('[data-sign-out]') })

// Where nothing is typed that could be copied first, this page goes there by itself.
export function offerToSignIn (talk, isBare) {
  const way = signInAgain(talk.signIn)
  talk.at.line.after(way)
  if (isBare && !isLeaving) location.assign(way.firstChild.href)
}

// The page that signs in goes on to this one; beside it, so that the words here can be copied from.
function signInAgain (address) {
  const link = Object.assign(document.createElement('a'), {
    href: `${address}?next=${encodeURIComponent(location.pathname)}`,
    target: '_blank',
    rel: 'noopener',
    textContent: 'Sign in and come back to this page (opens in a new tab)'
  })
  const line = document.createElement('p')
  line.append(link)
  return line
}
