import { useMessages } from '@i18n'
import { ActionIcon, Button, Group, Menu, TextInput } from '@mantine/core'
import { newId, useRight } from '@sync'
import { IconDeviceSdCard, IconPlus, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { type Figure, figures, lensText, shown, stored } from './figures'
import styles from './Takes.module.css'
import { type Log, paths, type RecordingRow, type SetupRow, sound } from './types'
import { useEditCamera } from './useedit'
import { useWrite } from './uselog'

/** Cameras and the recorder as the setup stands: what the next take begins with. */
export function Cameras({ log, setup }: { log: Log; setup: SetupRow }) {
  const t = useMessages('shoot/takes')
  const mayLog = useRight('takes.log')
  const edit = useEditCamera()
  const rows = setup.cameras ?? []
  const free = ['A', 'B', 'C', 'D', 'E', sound].filter((letter) => !rows.some((row) => row.camera === letter))
  return (
    <section className={styles.cameras} aria-label={t('cameras')}>
      {rows.map((row) => (
        <Camera key={row.camera} log={log} setup={setup} row={row} />
      ))}
      {mayLog && free.length > 0 && (
        <Menu withinPortal position="bottom-start">
          <Menu.Target>
            <Button variant="subtle" h="var(--bl-touch)" leftSection={<IconPlus size={16} />}>
              {t('add_camera')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {free.map((letter) => (
              <Menu.Item key={letter} onClick={() => void edit(setup, letter, {})}>
                {letter === sound ? t('sound') : t('camera', { letter })}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </section>
  )
}

/** The letter of a camera, "Sound" of the recorder. */
export function deviceName(t: ReturnType<typeof useMessages>, letter: string): string {
  return letter === sound ? t('sound') : t('camera', { letter })
}

function Camera({ log, setup, row }: { log: Log; setup: SetupRow; row: RecordingRow }) {
  const t = useMessages('shoot/takes')
  const mayLog = useRight('takes.log')
  const edit = useEditCamera()
  const [open, setOpen] = useState(false)
  const name = deviceName(t, row.camera)
  return (
    <div className={styles.camera} data-open={open || undefined}>
      <div className={styles.cameraHead}>
        <button
          type="button"
          className={styles.cameraName}
          aria-expanded={open}
          onClick={() => setOpen((was) => !was)}
        >
          <b>{name}</b>
          <span>{row.roll_name || t('noroll')}</span>
          <span>{row.camera === sound ? (row.tracks ?? []).join(', ') : lensText(row)}</span>
        </button>
        {mayLog && <NextCard log={log} camera={row.camera} />}
        {mayLog && (
          <ActionIcon
            variant="subtle"
            color="gray"
            size="var(--bl-touch)"
            aria-label={t('camera_off', { name })}
            onClick={() => void edit(setup, row.camera, { off: true })}
          >
            <IconX size={18} />
          </ActionIcon>
        )}
      </div>
      {open && <CameraFields row={row} locked={!mayLog} onSave={(body) => edit(setup, row.camera, body)} />}
    </div>
  )
}

function NextCard({ log, camera }: { log: Log; camera: string }) {
  const t = useMessages('shoot/takes')
  const write = useWrite()
  const load = () =>
    write({
      title: t('load_card', { name: camera }),
      method: 'POST',
      path: paths.rolls,
      params: { day: log.id },
      body: { id: newId(), camera },
    })
  return (
    <Button
      variant="subtle"
      h="var(--bl-touch)"
      leftSection={<IconDeviceSdCard size={16} />}
      onClick={() => void load()}
      aria-label={t('load_card', { name: deviceName(t, camera) })}
    >
      {t('new_card')}
    </Button>
  )
}

interface FieldsProps {
  row: RecordingRow
  locked: boolean
  /** Fields to show; all when left out. */
  only?: readonly string[]
  onSave(body: Record<string, unknown>): Promise<boolean>
}

/** What is known of a camera, each saved when its field is left. */
export function CameraFields({ row, locked, only, onSave }: FieldsProps) {
  const shows = (field: string) => !only || only.includes(field)
  const text = (field: 'roll' | 'lens' | 'filters' | 'sensor_rate' | 'note', value: string | undefined) =>
    shows(field) && (
      <TextField key={field} field={field} value={value ?? ''} locked={locked} onSave={onSave} />
    )
  if (row.camera === sound) {
    return (
      <div className={styles.fields}>
        {text('roll', row.roll_name)}
        {shows('tracks') && <Tracks row={row} locked={locked} onSave={onSave} />}
        {text('note', row.note)}
      </div>
    )
  }
  return (
    <div className={styles.fields}>
      {text('roll', row.roll_name)}
      {figures
        .filter((figure) => shows(figure.field))
        .map((figure) => (
          <FigureField key={figure.field} row={row} figure={figure} locked={locked} onSave={onSave} />
        ))}
      {text('lens', row.lens)}
      {text('filters', row.filters)}
      {text('sensor_rate', row.sensor_rate)}
      {text('note', row.note)}
    </div>
  )
}

interface OneProps {
  locked: boolean
  onSave(body: Record<string, unknown>): Promise<boolean>
}

function TextField({ field, value, locked, onSave }: OneProps & { field: string; value: string }) {
  const t = useMessages('shoot/takes')
  const [typed, setTyped] = useState<string>()
  const leave = async () => {
    if (typed !== undefined && typed !== value && !(await onSave({ [field]: typed }))) return
    setTyped(undefined)
  }
  return (
    <TextInput
      label={t(`field.${field}`)}
      value={typed ?? value}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={() => void leave()}
      onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
      readOnly={locked}
      autoComplete="off"
    />
  )
}

function Tracks({ row, locked, onSave }: OneProps & { row: RecordingRow }) {
  const tracks = (row.tracks ?? []).join(', ')
  const save = (body: Record<string, unknown>) =>
    onSave({
      tracks: String(body.tracks)
        .split(',')
        .map((one) => one.trim())
        .filter(Boolean),
    })
  return <TextField field="tracks" value={tracks} locked={locked} onSave={save} />
}

function FigureField({ row, figure, locked, onSave }: OneProps & { row: RecordingRow; figure: Figure }) {
  const t = useMessages('shoot/takes')
  const [typed, setTyped] = useState<string>()
  const [wrong, setWrong] = useState(false)
  const value = shown(row, figure)
  const leave = async () => {
    if (typed === undefined) return
    const next = stored(typed, figure)
    setWrong(next === undefined)
    if (next === undefined) return
    if (next !== (row[figure.field] ?? 0) && !(await onSave({ [figure.field]: next }))) return
    setTyped(undefined)
  }
  return (
    <TextInput
      label={t(`field.${figure.field}`)}
      value={typed ?? (value === undefined ? '' : String(value))}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={() => void leave()}
      onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
      error={wrong && t('figure_wrong', { most: figure.max })}
      inputMode="decimal"
      readOnly={locked}
      autoComplete="off"
    />
  )
}

/** A row of buttons that ends a dialog. */
export function Choices({ children }: { children: React.ReactNode }) {
  return (
    <Group justify="flex-end" gap="xs" mt="md">
      {children}
    </Group>
  )
}
