import { type FormEvent, useState } from 'react'

/** A form's one action: busy while it runs, and the error of the last try. */
export function useAttempt(action: (form: FormData) => Promise<void>) {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setBusy(true)
    setError(undefined)
    try {
      await action(new FormData(event.currentTarget))
    } catch (thrown) {
      setError(thrown)
    } finally {
      setBusy(false)
    }
  }
  return { busy, error, submit }
}

/** A text of a form; '' when the field is missing. */
export const textOf = (form: FormData, name: string) => String(form.get(name) ?? '')
