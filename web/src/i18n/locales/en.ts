import { collect } from '../collect'
import core from '../en.json'

// One chunk a language: the shell's messages and those of every slice.
export default collect(
  core,
  import.meta.glob<Record<string, string>>('../../../../internal/*/*/ui/messages.en.json', {
    eager: true,
    import: 'default',
  }),
)
