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
}

export const claimOwner = (body: NewAccount) =>
  call<SignInAnswer>({ method: 'POST', path: '/api/setup', body })

/** What an invitation says before it is accepted. */
export interface Invitation {
  email?: string
  from?: string
  production?: string
  roles?: string[]
}

export const readInvitation = (token: string) =>
  call<Invitation>({ method: 'POST', path: '/api/invitations/look', body: { token } })

export const acceptInvitation = (body: NewAccount) =>
  call<SignInAnswer>({ method: 'POST', path: '/api/invitations/accept', body })

export const askRecovery = (email: string) =>
  call<void>({ method: 'POST', path: '/api/recovery', body: { email } })

export const recover = (token: string, password: string) =>
  call<SignInAnswer>({ method: 'POST', path: '/api/recovery/password', body: { token, password } })

export const readSessions = () => call<SessionItem[]>({ method: 'GET', path: '/api/account/sessions' })

export const endSession = (id: string) =>
  call<void>({ method: 'DELETE', path: `/api/account/sessions/${id}` })

export const endOtherSessions = () => call<void>({ method: 'DELETE', path: '/api/account/sessions' })

export const changePassword = (old: string, password: string) =>
  call<void>({ method: 'POST', path: '/api/account/password', body: { old, password } })

export const saveProfile = (profile: { name?: string; language?: string }) =>
  call<void>({ method: 'PATCH', path: '/api/account', body: profile })

/** Begins the second factor: the address for the QR code and the secret to type. */
export const beginTotp = () =>
  call<{ url: string; secret: string }>({ method: 'POST', path: '/api/account/totp', body: {} })

/** Ends it with a code of the app; answers codes for the day the phone is lost. */
export const confirmTotp = (code: string) =>
  call<{ recovery_codes?: string[] }>({ method: 'POST', path: '/api/account/totp/confirm', body: { code } })

export const removeTotp = (password: string) =>
  call<void>({ method: 'DELETE', path: '/api/account/totp', body: { password } })
