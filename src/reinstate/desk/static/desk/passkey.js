// Says in words why a passkey did not work; allauth's script tells only the console.
document.addEventListener('allauth.error', function (event) {
  event.preventDefault()
  const said = document.getElementById('passkey-trouble')
  const isHere = /^(\d+\.){3}\d+$|^\[/.test(window.location.hostname)
  if (isHere) {
    said.textContent = 'Passkeys belong to a name and not to a number: open the desk by its name, as in http://localhost, and try again.'
  } else if (event.detail.exception && event.detail.exception.name === 'NotAllowedError') {
    said.textContent = 'The browser stopped it: you cancelled, it took too long, or this passkey is not one of yours. Try again.'
  } else {
    said.textContent = 'That did not work. Try again, or use a one-time code.'
  }
  said.hidden = false
})
