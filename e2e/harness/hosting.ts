// What a host does by the list of people, and somebody before the door.
import type { Browser } from '@playwright/test';
import { Person } from './Person.ts';

/** From the lobby to the door, and perhaps no further. */
export async function knock(browser: Browser, url: string, name: string): Promise<Person> {
  const person = await Person.at(browser, url, name);
  await person.page.getByLabel('Your name').pressSequentially(name);
  await person.button('Join').click();
  return person;
}

/** Opens the list of people, where it is not open. */
export async function openPeople(host: Person): Promise<void> {
  const people = host.page.getByRole('button', { name: /^\d+ (person|people)$/ });
  if ((await people.getAttribute('aria-expanded')) !== 'true') await people.click();
}

/** Does something to somebody by the menu beside their name. */
export async function act(host: Person, name: string, action: string): Promise<void> {
  await openPeople(host);
  await host.button(`Actions for ${name}`).click();
  await host.page.getByRole('menuitem', { name: action, exact: true }).click();
}

/** Changes a rule of the room. */
export async function decide(host: Person, rule: string): Promise<void> {
  await openPeople(host);
  await host.button('Host controls').click();
  await host.page.getByRole('switch', { name: rule, exact: true }).click();
  await host.page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
}
