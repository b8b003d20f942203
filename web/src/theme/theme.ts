/**
 * How Backlot looks. One accent: Congo blue, after the lighting gel (Lee 181) that is nearly black until light
 * falls through it. Everything else is paper, ink and the real colours of strips, so that colour on a page means
 * something. Sizes follow a 4 px scale; text is 14 px for desks, targets are 44 px where a finger uses them on set.
 */
import { createTheme, type MantineColorsTuple } from '@mantine/core'

const congo: MantineColorsTuple = [
  '#f0effb', '#dcd9f5', '#bab4ec', '#978de2', '#796cd9', '#6354d1', '#4d3ec2', '#3b2fa6', '#30268a', '#241c6b',
] // biome-ignore format: a palette reads as one row

const paper: MantineColorsTuple = [
  '#faf9f6', '#f3f2ed', '#e7e5de', '#d6d3ca', '#b7b4aa', '#8f8c84', '#6d6a64', '#55534e', '#393834', '#201f1d',
] // biome-ignore format: a palette reads as one row

const ink: MantineColorsTuple = [
  '#e9e9ec', '#c9c9cf', '#a6a7b0', '#7d7f8a', '#4a4c57', '#383a44', '#2a2c34', '#1f2127', '#17181d', '#101115',
] // biome-ignore format: a palette reads as one row

export const theme = createTheme({
  primaryColor: 'congo',
  primaryShade: { light: 7, dark: 4 },
  colors: { congo, gray: paper, dark: ink },
  autoContrast: true,
  luminanceThreshold: 0.35,
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  fontFamily: 'Inter, system-ui, sans-serif',
  fontFamilyMonospace: '"Courier Prime", "Courier New", monospace',
  headings: { fontFamily: 'Inter, system-ui, sans-serif', fontWeight: '650' },
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  lineHeights: { xs: '1.35', sm: '1.4', md: '1.45', lg: '1.5', xl: '1.5' },
  spacing: { xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.5rem', xl: '2rem' },
  radius: { xs: '2px', sm: '4px', md: '6px', lg: '8px', xl: '12px' },
  components: {
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 'lg' } },
    Button: { defaultProps: { size: 'sm' } },
    TextInput: { defaultProps: { size: 'sm' } },
    Select: { defaultProps: { size: 'sm', comboboxProps: { shadow: 'md' } } },
    Menu: { defaultProps: { shadow: 'md' } },
    Tooltip: { defaultProps: { openDelay: 400, withArrow: true } },
    Drawer: { defaultProps: { position: 'right' } },
    Modal: { defaultProps: { centered: true } },
  },
})
