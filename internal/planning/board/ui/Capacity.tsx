import { useMessages } from '@i18n'
import { Checkbox, Group, NumberInput } from '@mantine/core'

export interface CapacityValue {
  /** Pages a day. */
  pages: number
  /** Minutes on set a day; none when undefined. */
  minutes?: number
  /** Night scenes inside may be shot by day. */
  tent: boolean
}

/** What the server is told of a day's capacity. */
export function capacityBody(value: CapacityValue) {
  return {
    eighths: Math.round(value.pages * 8),
    minutes: value.minutes || undefined,
    tent_interior: value.tent || undefined,
  }
}

/** What fits in a day when scenes are arranged. */
export function Capacity({
  value,
  onChange,
}: {
  value: CapacityValue
  onChange(value: CapacityValue): void
}) {
  const t = useMessages('planning/board')
  return (
    <>
      <Group grow align="flex-start">
        <NumberInput
          label={t('pages_a_day')}
          value={value.pages}
          onChange={(pages) => onChange({ ...value, pages: Number(pages) || 0 })}
          min={0}
          max={50}
          step={0.125}
          decimalScale={3}
        />
        <NumberInput
          label={t('minutes_a_day')}
          description={t('minutes_a_day_hint')}
          inputWrapperOrder={['label', 'input', 'description']}
          value={value.minutes ?? ''}
          onChange={(minutes) => onChange({ ...value, minutes: Number(minutes) || undefined })}
          min={0}
          max={1440}
          step={30}
        />
      </Group>
      <Checkbox
        label={t('tent')}
        checked={value.tent}
        onChange={(event) => onChange({ ...value, tent: event.currentTarget.checked })}
      />
    </>
  )
}
