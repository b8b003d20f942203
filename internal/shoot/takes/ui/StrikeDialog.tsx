import { useMessages } from '@i18n'
import { Button, Modal, Stack, Text } from '@mantine/core'
import { CameraFields, Choices, deviceName } from './Cameras'
import styles from './Takes.module.css'
import { type Missing, paths, type SetupRow } from './types'
import { useEditCamera } from './useedit'
import { useWrite } from './uselog'

/** What is asked before a setup is struck: figures that would have to be guessed weeks later. */
export function StrikeDialog({ setup, onClose }: { setup: SetupRow; onClose(): void }) {
  const t = useMessages('shoot/takes')
  const write = useWrite()
  const edit = useEditCamera()
  const missing = setup.missing ?? []
  const ofTakes = missing.filter((one) => one.camera === '')
  const strike = async () => {
    const done = await write({
      title: t('strike_setup', { slate: setup.slate }),
      method: 'PATCH',
      path: paths.setup,
      params: { setup: setup.id },
      body: { struck_at_ms: Date.now() },
    })
    if (done) onClose()
  }
  return (
    <Modal opened onClose={onClose} title={t('strike_setup', { slate: setup.slate })} size="lg">
      <Stack>
        <Text>{missing.length > 0 ? t('strike_missing') : t('strike_ready')}</Text>
        {(setup.cameras ?? [])
          .filter((row) => missing.some((one) => one.camera === row.camera))
          .map((row) => (
            <section key={row.camera} aria-label={deviceName(t, row.camera)}>
              <h3 className={styles.subhead}>
                {deviceName(t, row.camera)} {takesOf(t, missing, row.camera)}
              </h3>
              <CameraFields
                row={row}
                locked={false}
                only={missing.filter((one) => one.camera === row.camera).map((one) => one.field)}
                onSave={(body) => edit(setup, row.camera, { ...body, fill: true })}
              />
            </section>
          ))}
        {ofTakes.map((one) => (
          <Text key={one.field}>{t(`missing.${one.field}`, { list: (one.takes ?? []).join(', ') })}</Text>
        ))}
        <Choices>
          <Button variant="default" h="var(--bl-touch)" onClick={onClose}>
            {t('not_yet')}
          </Button>
          <Button h="var(--bl-touch)" onClick={() => void strike()}>
            {missing.length > 0 ? t('strike_anyway') : t('strike')}
          </Button>
        </Choices>
      </Stack>
    </Modal>
  )
}

/** "takes 1, 2" where something is missing of takes. */
function takesOf(t: ReturnType<typeof useMessages>, missing: readonly Missing[], camera: string): string {
  const takes = new Set(missing.filter((one) => one.camera === camera).flatMap((one) => one.takes ?? []))
  return takes.size > 0 ? `· ${t('of_takes', { list: [...takes].sort((a, b) => a - b).join(', ') })}` : ''
}
