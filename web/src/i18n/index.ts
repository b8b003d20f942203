/**
 * The message catalogue: every sentence a person reads comes from here.
 *
 * i18next, because its JSON with plural suffixes (`_one`, `_other`) is what translators' tools read, and because
 * it works without a compiler step, so a slice adds two files and nothing else. Version 26: version 27 demands
 * Node 22 while this house builds on Node 20. No react-i18next: the hook below is all of it that we use.
 *
 * The shell and the kit keep their messages in `en.json` and `de.json` beside this file, as flat keys
 * (`'outbox.waiting_other'`). A slice keeps its own in `ui/messages.en.json` and `ui/messages.de.json`; its
 * namespace is its folder, such as `story/drafts`.
 */
import i18next, { type TOptions } from 'i18next'
import { useCallback, useSyncExternalStore } from 'react'
import type en from './en.json'

type Singular<K> = K extends `${infer Base}_one` | `${infer Base}_other` ? Base : K

/** A key of the shell's and kit's own catalogue. */
export type CoreKey = Singular<keyof typeof en> & string

/** Languages with a complete catalogue, each under its own name for itself. */
export const languages = { en: 'English', de: 'Deutsch' } as const
export type Language = keyof typeof languages

const storageKey = 'backlot.language'

/** The catalogue of one language: namespace to key to message. */
export type Catalogue = Record<string, Record<string, string>>

const loaders: Record<Language, () => Promise<{ default: Catalogue }>> = {
  en: () => import('./locales/en'),
  de: () => import('./locales/de'),
}

/** Chooses the language: what the person chose on this device, else the first one the browser asks for, else English. */
export function preferredLanguage(stored: string | null, wanted: readonly string[]): Language {
  for (const tag of stored ? [stored, ...wanted] : wanted) {
    const base = tag.toLowerCase().split('-')[0]
    if (base in languages) return base as Language
  }
  return 'en'
}

/** Loads the first catalogue. Call once, before the first render. */
export async function startMessages(): Promise<void> {
  let stored: string | null = null
  try {
    stored = localStorage.getItem(storageKey)
  } catch {
    // A browser that forbids storage asks its own list each time.
  }
  await i18next.init({
    lng: 'en',
    fallbackLng: false,
    defaultNS: 'core',
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false }, // React escapes
    resources: {},
  })
  await setLanguage(preferredLanguage(stored, navigator.languages))
}

/** Changes the language of the whole page and remembers it on this device. */
export async function setLanguage(language: Language): Promise<void> {
  const { default: catalogue } = await loaders[language]()
  for (const [namespace, messages] of Object.entries(catalogue)) {
    i18next.addResourceBundle(language, namespace, messages, false, true)
  }
  await i18next.changeLanguage(language)
  if (typeof document !== 'undefined') document.documentElement.lang = language
  try {
    localStorage.setItem(storageKey, language)
  } catch {
    // Not remembered; the language still changes now.
  }
}

/** Translates outside a component: a toast, an error, a document title. In a component use {@link useMessages}. */
export function message(key: CoreKey, values?: TOptions): string {
  return i18next.t(key, { ...values, ns: 'core' })
}

/** As {@link message}, for a slice's own namespace. A key that is missing is shown as it is. */
export function messageOf(namespace: string, key: string, values?: TOptions): string {
  return i18next.t(key, { ...values, ns: namespace })
}

const subscribe = (changed: () => void) => {
  i18next.on('languageChanged', changed)
  return () => i18next.off('languageChanged', changed)
}
const current = () => (i18next.language ?? 'en') as Language

/** The language the page is in; the component renders again when it changes. */
export function useLanguage(): Language {
  return useSyncExternalStore(subscribe, current, current)
}

/** `t` of the shell and kit: keys are checked by the compiler. */
export function useMessages(): (key: CoreKey, values?: TOptions) => string
/** `t` of a slice: `const t = useMessages('story/drafts')`. */
export function useMessages(namespace: string): (key: string, values?: TOptions) => string
export function useMessages(namespace = 'core') {
  const language = useLanguage()
  return useCallback(
    (key: string, values?: TOptions) => i18next.t(key, { ...values, ns: namespace, lng: language }),
    [namespace, language],
  )
}
