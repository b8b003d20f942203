import { Upload } from 'tus-js-client'

/** One file on its way to the server. */
export interface Transfer {
  id: string
  name: string
  /** Bytes. */
  size: number
  sent: number
  state: 'sending' | 'paused' | 'done' | 'failed'
  /** Id of the stored file, when it is done: what a field of a record holds. */
  file?: string
  error?: string
}

export interface TransferOptions {
  endpoint: string
  metadata?: Record<string, string>
  onChange(transfer: Transfer): void
}

/** Waits between tries in milliseconds: a set's network is gone for minutes, not seconds. */
const retries = [0, 1000, 3000, 5000, 10_000, 20_000, 60_000]

/** Size of a piece in bytes: what is lost at most when the network breaks. */
const piece = 8 * 1024 * 1024

/**
 * Sends a file by the tus protocol 1.0: in pieces, going on where it stopped, also after the page was closed, when
 * the same file is dropped again.
 */
export function startTransfer(id: string, file: File, options: TransferOptions) {
  let now: Transfer = { id, name: file.name, size: file.size, sent: 0, state: 'sending' }
  const tell = (change: Partial<Transfer>) => {
    now = { ...now, ...change }
    options.onChange(now)
  }
  const upload = new Upload(file, {
    endpoint: options.endpoint,
    chunkSize: piece,
    retryDelays: retries,
    removeFingerprintOnSuccess: true,
    metadata: { filename: file.name, filetype: file.type || 'application/octet-stream', ...options.metadata },
    onProgress: (sent) => tell({ sent, state: 'sending' }),
    onSuccess: ({ lastResponse }) =>
      tell({ sent: file.size, state: 'done', file: lastResponse.getHeader('Backlot-File') }),
    onError: (error) => tell({ state: 'failed', error: reason(error) }),
  })
  const start = async () => {
    tell({ state: 'sending', error: undefined })
    const earlier = await upload.findPreviousUploads().catch(() => [])
    if (earlier[0]) upload.resumeFromPreviousUpload(earlier[0])
    upload.start()
  }
  void start()
  return {
    resume: () => void start(),
    pause: () => void upload.abort().then(() => tell({ state: 'paused' })),
    cancel: () => void upload.abort(true).catch(() => undefined),
  }
}

/** The sentence of the server's problem details, when it sent one. */
function reason(error: Error & { originalResponse?: { getBody(): string } | null }): string {
  try {
    const body = JSON.parse(error.originalResponse?.getBody() ?? '') as { detail?: string; title?: string }
    return body.detail ?? body.title ?? error.message
  } catch {
    return error.message
  }
}

/** Why a file cannot be taken, before anything is sent. */
export type Unfit = 'type' | 'size' | 'empty'

/** Checks a file against what a page takes; `accept` is as in an input: `.fdx,.fountain,application/pdf`. */
export function unfit(
  file: Pick<File, 'name' | 'size' | 'type'>,
  accept: string | undefined,
  max: number | undefined,
): Unfit | undefined {
  if (file.size === 0) return 'empty'
  if (max !== undefined && file.size > max) return 'size'
  if (!accept) return undefined
  const fits = accept
    .split(',')
    .map((one) => one.trim().toLowerCase())
    .some((one) => {
      if (one.startsWith('.')) return file.name.toLowerCase().endsWith(one)
      return one.endsWith('/*') ? file.type.startsWith(one.slice(0, -1)) : file.type === one
    })
  return fits ? undefined : 'type'
}

/** A size in the units people use: 1.5 GB. */
export function formatBytes(bytes: number, language: string): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const
  const step = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3))
  const format = { style: 'unit', unit: units[step], unitDisplay: step === 0 ? 'long' : 'short' } as const
  return new Intl.NumberFormat(language, { ...format, maximumFractionDigits: step === 0 ? 0 : 1 }).format(
    bytes / 1000 ** step,
  )
}
