import { useMessages } from '@i18n'
import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { readClock } from './calls'

interface ClockFieldProps {
  label: string
  /** "07:30", "00:45+1" after midnight, "" for none. */
  value: string
  /** Called when the field is left with another time; true when it was taken. */
  onSave(time: string): Promise<boolean>
  readOnly?: boolean
}

/** A clock time of the unit. It takes "7", "730" and "7.30" too; what is no time stays and says so. */
export function ClockField({ label, value, onSave, readOnly }: ClockFieldProps) {
  const t = useMessages('shoot/callsheet')
  const [typed, setTyped] = useState<string>()
  const [wrong, setWrong] = useState(false)
  const leave = async () => {
    if (typed === undefined) return
    const time = readClock(typed)
    setWrong(time === undefined)
    if (time === undefined) return
    if (time !== value && !(await onSave(time))) return
    setTyped(undefined)
  }
  const onKeyDown = (key: string) => {
    if (key === 'Enter') void leave()
    if (key !== 'Escape') return
    setTyped(undefined)
    setWrong(false)
  }
  return (
    <TextInput
      label={label}
      value={typed ?? value}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={() => void leave()}
      onKeyDown={(event) => onKeyDown(event.key)}
      error={wrong && t('clock_wrong')}
      placeholder="--:--"
      inputMode="numeric"
      readOnly={readOnly}
      autoComplete="off"
    />
  )
}
