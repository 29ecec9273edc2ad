// A provider as an organisation runs it, on this machine and for the tests alone: the certified
// one, told by the tests who sits there, and made by them to sign and answer what it never would.
import { createServer } from 'node:http'
import Provider from 'oidc-provider'
import { generateKeyPair, exportJWK, importJWK, SignJWT, UnsecuredJWT, decodeJwt } from 'jose'

const settings = JSON.parse(process.argv[2])
const SUBSTANTIAL = 'https://data.gov.dk/concept/core/nsis/Substantial'
const untold = { sub: 'bo-4711', acr: SUBSTANTIAL, claims: {}, forge: null, answers: {} }
let told = { ...untold }
let current, key, issuer, tokens = 0

async function provider(kid) {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  key = { ...(await exportJWK(privateKey)), kid }
  if (!told.bare) key = { ...key, alg: 'RS256', use: 'sig' }
  const made = new Provider(issuer, {
    acrValues: [SUBSTANTIAL, 'low'],
    claims: { openid: ['sub', 'organisation', 'roles'] },
    clients: [{
      client_id: 'relocation',
      client_secret: settings.secret,
      redirect_uris: settings.redirect_uris,
      post_logout_redirect_uris: settings.homes,
      response_types: ['code'],
      grant_types: ['authorization_code'],
    }],
    conformIdTokenClaims: false,
    cookies: { keys: ['of-the-tests'] },
    features: { devInteractions: { enabled: false } },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...told.claims }) }),
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    jwks: { keys: [key] },
    pkce: { required: () => true },
    loadExistingGrant: async (ctx) => {
      const { client, session } = ctx.oidc
      const grant = new ctx.oidc.provider.Grant({
        clientId: client.clientId, accountId: session.accountId,
      })
      grant.addOIDCScope('openid')
      await grant.save()
      return grant
    },
  })
  made.use(async (ctx, next) => {
    await next()
    if (ctx.oidc?.route !== 'token') return
    tokens += 1
    if (told.forge && ctx.body.id_token) ctx.body.id_token = await forged(ctx.body.id_token)
  })
  return made
}

async function forged(text) {
  const { claims, moments = {}, alg = 'RS256', kid = key.kid, by = 'own', raw } = told.forge
  if (raw !== undefined) return raw
  const payload = { ...decodeJwt(text), ...claims }
  for (const name of Object.keys(moments)) payload[name] = now() + moments[name]
  for (const name of Object.keys(payload)) if (payload[name] === null) delete payload[name]
  if (alg === 'none') return new UnsecuredJWT(payload).encode()
  const others = by === 'another' && (await generateKeyPair('RS256')).privateKey
  const secret = alg === 'HS256' && new TextEncoder().encode(settings.secret.padEnd(32, '.'))
  const signed = new SignJWT(payload).setProtectedHeader({ alg, kid })
  return signed.sign(secret || others || await importJWK(key, alg))
}

const now = () => Math.floor(Date.now() / 1000)

async function interaction(req, res) {
  const result = told.denies
    ? { error: 'access_denied', error_description: 'somebody pressed no' }
    : { login: { accountId: told.sub, acr: told.acr, ts: now() } }
  await current.interactionFinished(req, res, result)
}

async function control(req, res) {
  let text = ''
  for await (const part of req) text += part
  const asked = JSON.parse(text)
  told = { ...untold, ...asked }
  if (asked.rollover) current = await provider(asked.rollover)
  res.end(JSON.stringify({ tokens }))
}

function answered(path, res) {
  const { status = 200, headers = {}, body = '', large = 0 } = told.answers[path]
  res.writeHead(status, headers)
  res.end(body + ' '.repeat(large))
}

const server = createServer(async (req, res) => {
  const path = new URL(req.url, issuer).pathname
  if (path === '/control') return control(req, res)
  if (path in told.answers) return answered(path, res)
  if (path.startsWith('/interaction/')) return interaction(req, res)
  return current.callback()(req, res)
})
server.listen(0, '127.0.0.1', async () => {
  issuer = `http://127.0.0.1:${server.address().port}`
  current = await provider('first')
  process.stdout.write(`${issuer}\n`)
})
