import { useMessages } from '@i18n'
import { useCallback } from 'react'
import { takeText } from './figures'
import { paths, type SetupRow, type TakeRow } from './types'
import { useWrite } from './uselog'

/** Changes a take: a judgement, a time, a remark. */
export function useEditTake() {
  const t = useMessages('shoot/takes')
  const write = useWrite()
  return useCallback(
    (setup: SetupRow, take: TakeRow, body: Record<string, unknown>) =>
      write({
        title: t('changed_take', { slate: setup.slate, take: takeText(take) }),
        method: 'PATCH',
        path: paths.take,
        params: { take: take.id },
        body,
      }),
    [write, t],
  )
}

/** Changes a camera or the recorder on a setup or take. */
export function useEditCamera() {
  const t = useMessages('shoot/takes')
  const write = useWrite()
  return useCallback(
    (setup: SetupRow, camera: string, body: Record<string, unknown>, take?: TakeRow) =>
      write({
        title: t('changed_camera', { camera: camera === 'S' ? t('sound') : camera, slate: setup.slate }),
        method: 'PATCH',
        path: take ? paths.rolled : paths.standing,
        params: take ? { take: take.id, camera } : { setup: setup.id, camera },
        body,
      }),
    [write, t],
  )
}
