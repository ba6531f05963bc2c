import { Button, type ButtonProps } from '@mantine/core'
import type { ComponentPropsWithRef } from 'react'
import classes from './text-button.module.css'

type Rest = Omit<ButtonProps & ComponentPropsWithRef<'button'>, 'variant' | 'size' | 'color' | 'classNames' | 'type'>

interface TextButtonProps extends Rest {
  /** `action` is in the colour of links; `danger` turns red below the pointer. */
  tone?: 'quiet' | 'action' | 'danger'
}

/** A button that looks like a line of text: for actions beside text. It may wrap. */
export function TextButton({ tone = 'quiet', className = '', ...rest }: TextButtonProps) {
  return (
    <Button
      {...rest}
      type="button"
      variant="quiet"
      className={className}
      classNames={{ root: classes.button, inner: classes.inner, label: classes.label, section: classes.section }}
      data-tone={tone}
    />
  )
}
