import { asProblem } from '@api'
import { useMessages } from '@i18n'
import { Answer, EmptyState, Page } from '@kit'
import { Button, Menu } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useProduction, useRead, useRight } from '@sync'
import { IconDownload, IconMoodSmile } from '@tabler/icons-react'
import { Candidates } from './Candidates'
import { length } from './list'
import styles from './Outtakes.module.css'
import { Reel } from './Reel'
import { kinds, type Outtakes, paths } from './types'

/** What went wrong and was funny, who and what is in it, and the reel that leaves once all are cleared. */
export default function OuttakesPage() {
  const t = useMessages('publicity/outtakes')
  const page = useRead<Outtakes>(paths.page, { kinds })
  const data = page.data
  return (
    <Page
      title={t('title')}
      lead={data && data.rows.length > 0 ? lead(t, data) : undefined}
      actions={data && data.rows.length > 0 && <Papers data={data} />}
    >
      <Answer of={page}>
        {(answer) =>
          answer.rows.length === 0 && answer.reel.length === 0 ? (
            <EmptyState title={t('empty')} icon={IconMoodSmile}>
              {t('empty_text')}
            </EmptyState>
          ) : (
            <>
              {!answer.grants_shown && <p className={styles.notice}>{t('grants_hidden')}</p>}
              <div className={styles.columns}>
                <Candidates rows={answer.rows} />
                <div className={styles.side}>
                  <Reel data={answer} />
                  <Cost data={answer} />
                </div>
              </div>
            </>
          )
        }
      </Answer>
    </Page>
  )
}

/** "9 takes, 2 cleared"; without a word of clearance for who may not know it. */
function lead(t: ReturnType<typeof useMessages>, data: Outtakes): string {
  const takes = t('takes', { count: data.rows.length })
  if (!data.grants_shown) return takes
  return `${takes}, ${t('cleared', { count: data.rows.filter((row) => row.state === 'clear').length })}`
}

/** The clearance list as paper and table, and the reel for the cutting room. */
function Papers({ data }: { data: Outtakes }) {
  const t = useMessages('publicity/outtakes')
  const { id } = useProduction()
  const mayRelease = useRight('outtakes.release')
  const at = (path: string) => path.replace('{production}', id)
  const blocked = data.reel.length === 0 || data.state === 'missing'
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button leftSection={<IconDownload size={16} />}>{t('export')}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('list')}</Menu.Label>
        <Menu.Item component="a" href={`${at(paths.paper)}?format=pdf`} target="_blank">
          {t('list_pdf')}
        </Menu.Item>
        <Menu.Item component="a" href={`${at(paths.paper)}?format=xlsx`}>
          {t('list_xlsx')}
        </Menu.Item>
        <Menu.Item component="a" href={at(paths.list)}>
          {t('list_csv')}
        </Menu.Item>
        {mayRelease && (
          <>
            <Menu.Label>{blocked ? t('reel_blocked') : t('reel')}</Menu.Label>
            {['otio', 'edl', 'fcp7'].map((format) => (
              <Menu.Item
                key={format}
                disabled={blocked}
                onClick={() => void download(`${at(paths.reel)}?format=${format}`, t('reel'))}
              >
                {t(`reel_${format}`)}
              </Menu.Item>
            ))}
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}

/** Saves a file, or says why the server keeps it. */
async function download(url: string, title: string) {
  try {
    const answer = await fetch(url)
    if (!answer.ok) throw await answer.json()
    const name = /filename="?([^";]+)/.exec(answer.headers.get('content-disposition') ?? '')?.[1]
    const link = document.createElement('a')
    link.href = URL.createObjectURL(await answer.blob())
    link.download = name ?? title
    link.click()
    URL.revokeObjectURL(link.href)
  } catch (thrown) {
    notifications.show({ color: 'red', title, message: asProblem(thrown).message, autoClose: 15_000 })
  }
}

/** What takes that went wrong have cost, by reason. */
function Cost({ data }: { data: Outtakes }) {
  const t = useMessages('publicity/outtakes')
  if (data.lost.length === 0) return null
  return (
    <section className={styles.panel} aria-label={t('lost')}>
      <h2>{t('lost')}</h2>
      <table className={styles.lost}>
        <tbody>
          {data.lost.map((one) => (
            <tr key={one.reason}>
              <th scope="row">{t(`reason.${one.reason}`)}</th>
              <td>{t('takes', { count: one.takes })}</td>
              <td>{length(one.ms)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
