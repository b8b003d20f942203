/** Everything about the account of the person: signing in, links that let people in, devices, second factor. */
import { call, type Me, type SessionItem } from '@api'

/** The outcome of a password: signed in, or a second factor is wanted. */
export interface SignInAnswer {
  challenge?: string
  name?: string
}

export const signIn = (email: string, password: string) =>
  call<SignInAnswer>({ method: 'POST', path: '/api/session', body: { email, password } })

export const secondFactor = (challenge: string, code: string) =>
  call<SignInAnswer>({ method: 'POST', path: '/api/session/second', body: { challenge, code } })

export const signOut = () => call<void>({ method: 'DELETE', path: '/api/session' })

export const readMe = (signal?: AbortSignal) => call<Me>({ method: 'GET', path: '/api/me', signal })

/** What a person gives to make their account. */
export interface NewAccount {
  token: string
  name: string
  email?: string
  password: string
  language: string
  time_zone: string
}

/** The browser's time zone (IANA): where a person lives, not where a unit shoots. */
export const timeZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone

export const claimOwner = (body: NewAccount) =>
  call<SignInAnswer>({ method: 'POST', path: '/api/setup', body })

/** What an invitation says before it is accepted. */
export interface Invitation {
  email: string
  name?: string
  from?: string
  /** Title of the production; none is the whole house. */
  production?: string
  roles?: string[]
  /** The address has an account: sign in and join with it. */
  has_account?: boolean
}

export const readInvitation = (token: string) =>
  call<Invitation>({ method: 'POST', path: '/api/invitations/look', body: { token } })

export const acceptInvitation = (body: NewAccount) =>
  call<SignInAnswer>({ method: 'POST', path: '/api/invitations/accept', body })

export const joinInvitation = (token: string) =>
  call<{ production?: string }>({ method: 'POST', path: '/api/invitations/join', body: { token } })

export const askRecovery = (email: string) =>
  call<void>({ method: 'POST', path: '/api/recovery', body: { email } })

export const recover = (token: string, password: string) =>
  call<void>({ method: 'POST', path: '/api/recovery/password', body: { token, password } })

export const confirmEmail = (token: string) =>
  call<void>({ method: 'POST', path: '/api/email/confirm', body: { token } })

export const readSessions = () => call<SessionItem[]>({ method: 'GET', path: '/api/account/sessions' })

export const endSession = (id: string) =>
  call<void>({ method: 'DELETE', path: `/api/account/sessions/${id}` })

export const endOtherSessions = () => call<void>({ method: 'DELETE', path: '/api/account/sessions' })

export const changePassword = (old: string, password: string) =>
  call<void>({ method: 'POST', path: '/api/account/password', body: { old, password } })

export const changeEmail = (password: string, email: string) =>
  call<void>({ method: 'POST', path: '/api/account/email', body: { password, email } })

export const saveProfile = (profile: { name?: string; language?: string; theme?: string }) =>
  call<void>({ method: 'PATCH', path: '/api/account', body: profile })

/** Codes that let one in when the phone is lost, shown once. */
export interface RecoveryCodes {
  recovery_codes: string[]
}

/** Begins the second factor: the address for the QR code and the secret to type. */
export const beginTotp = (password: string) =>
  call<{ url: string; secret: string }>({ method: 'POST', path: '/api/account/totp', body: { password } })

export const confirmTotp = (code: string) =>
  call<RecoveryCodes>({ method: 'POST', path: '/api/account/totp/confirm', body: { code } })

export const newRecoveryCodes = (password: string) =>
  call<RecoveryCodes>({ method: 'POST', path: '/api/account/totp/codes', body: { password } })

export const removeTotp = (password: string, code: string) =>
  call<void>({ method: 'DELETE', path: '/api/account/totp', body: { password, code } })
