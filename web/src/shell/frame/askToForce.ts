import { message } from '@i18n'
import { confirm } from '@kit'

/** Asks whether to take back a change although somebody has changed the same since. */
export function askToForce(why: string): Promise<boolean> {
  return confirm({
    title: message('undo.forceTitle'),
    text: why,
    action: message('undo.force'),
    danger: true,
  })
}
