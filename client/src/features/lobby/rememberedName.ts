// The name a person goes by, remembered in this browser.
import { remember, remembered } from '../../remembered.ts';

export const rememberedName = (): string => remembered('name') ?? '';

export const rememberName = (name: string): void => remember('name', name);
