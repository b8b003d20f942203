import { useLanguage, useMessages } from '@i18n'
import { Answer, EmptyState, formatInstant, Page, Panel } from '@kit'
import { Badge, Button, Group, Menu } from '@mantine/core'
import { useBranch, useValues } from '@shell'
import { useProduction, useRead, useRight } from '@sync'
import { IconDots, IconFileZip, IconGitBranch } from '@tabler/icons-react'
import { Approvals } from './Approvals'
import styles from './Disruption.module.css'
import { stateColours, When } from './DisruptionsPage'
import { EvidencePanel } from './EvidencePanel'
import { ImpactView } from './ImpactView'
import { ReissuePanel } from './ReissuePanel'
import { type Answer as Disruption, kinds, paths } from './types'
import { useWrite } from './useWrite'
import { Ways } from './Ways'

/** One disruption: what it hits, the ways out, who approves, what to issue again, what proves it. */
export default function EventPage() {
  const t = useMessages('planning/disruption')
  const { disruption = '' } = useValues()
  const branch = useBranch()
  const one = useRead<Disruption>(paths.one, { params: { disruption }, kinds, skip: !disruption })
  if (branch.current)
    return (
      <Page title={t('title')}>
        <EmptyState
          title={t('on_branch', { name: branch.current.name })}
          icon={IconGitBranch}
          action={<Button onClick={() => branch.choose(undefined)}>{t('to_main')}</Button>}
        >
          {t('on_branch_text')}
        </EmptyState>
      </Page>
    )
  return (
    <Answer of={one}>
      {(data) => (
        <Page
          title={data.name}
          lead={
            <>
              {t(`event.${data.type}`)} · <When item={data} />
              {data.place && ` · ${data.place}`}
              {data.probability_percent
                ? ` · ${t('likely', { percent: String(data.probability_percent) })}`
                : ''}
            </>
          }
          actions={<Actions data={data} />}
        >
          <div className={styles.stack}>
            {(data.text || data.source) && (
              <Panel>
                {data.text && <p className={styles.lead}>{data.text}</p>}
                {data.source && (
                  <p className={styles.hint}>
                    {t('source')}: {data.source}
                  </p>
                )}
              </Panel>
            )}
            {data.impact && (
              <Panel title={t('hits')}>
                <ImpactView impact={data.impact} />
              </Panel>
            )}
            {data.trouble && <p className={styles.lead}>{data.trouble}</p>}
            {data.state !== 'closed' && <Ways data={data} />}
            {data.approvals.length > 0 && <Approvals data={data} />}
            {data.state === 'decided' && <ReissuePanel data={data} />}
            <EvidencePanel about={data.id} list={data.evidence} />
            <Timeline data={data} />
          </div>
        </Page>
      )}
    </Answer>
  )
}

function Actions({ data }: { data: Disruption }) {
  const t = useMessages('planning/disruption')
  const { id } = useProduction()
  const write = useWrite()
  const mayReport = useRight('disruption.report')
  const close = (outcome: string) =>
    void write({
      title: t(outcome ? `outcome.${outcome}` : 'reopen'),
      method: 'PATCH',
      path: paths.one,
      params: { disruption: data.id },
      body: { outcome },
    })
  return (
    <Group gap="xs">
      <Badge variant="light" size="lg" color={stateColours[data.state]}>
        {data.state === 'closed' ? t(`outcome.${data.outcome}`) : t(`state.${data.state}`)}
      </Badge>
      <Button
        variant="default"
        component="a"
        leftSection={<IconFileZip size={16} />}
        href={paths.claim.replace('{production}', id).replace('{disruption}', data.id)}
      >
        {t('claim')}
      </Button>
      {mayReport && data.state !== 'decided' && (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button variant="default" aria-label={t('more')} px="xs">
              <IconDots size={16} />
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {data.state === 'closed' ? (
              <Menu.Item onClick={() => close('')}>{t('reopen')}</Menu.Item>
            ) : (
              ['passed', 'absorbed', 'withdrawn'].map((one) => (
                <Menu.Item key={one} onClick={() => close(one)}>
                  {t(`close.${one}`)}
                </Menu.Item>
              ))
            )}
          </Menu.Dropdown>
        </Menu>
      )}
    </Group>
  )
}

function Timeline({ data }: { data: Disruption }) {
  const language = useLanguage()
  const t = useMessages('planning/disruption')
  return (
    <Panel title={t('timeline')}>
      <ol className={styles.timeline}>
        {data.timeline.map((one) => (
          <li key={`${one.at_ms} ${one.what}`}>
            <time dateTime={new Date(one.at_ms).toISOString()}>{formatInstant(one.at_ms, language)}</time>
            <span>{one.what}</span>
            <small>{one.who}</small>
          </li>
        ))}
      </ol>
    </Panel>
  )
}
