import { ActionIcon, type ActionIconProps } from '@mantine/core'
import type { ComponentPropsWithRef } from 'react'
import classes from './icon-button.module.css'

type Rest = Omit<ActionIconProps & ComponentPropsWithRef<'button'>, 'variant' | 'aria-label' | 'type'>

/** A sign to press within a text: small and quiet, on a phone as large as a finger. `label` is what it is called. */
export function IconButton({ label, className = '', size = 26, ...rest }: Rest & { label: string }) {
  return (
    <ActionIcon
      {...rest}
      type="button"
      variant="quiet"
      size={size}
      aria-label={label}
      className={`${classes.button} ${className}`}
    />
  )
}
