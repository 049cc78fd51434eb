/** What a person can do with a connection, the same in the list and on its own page. */
import {api} from './api.js';
import {t} from './i18n.js';
import {router} from './router.js';
import {openDialog} from '../dialogs/dialog.js';
import {toast} from '../elements/toast.js';

export const quickConnectAddress = () => new URL('quick-connect', document.baseURI).href;

/** The window of its own in which keys are pasted. */
export function openQuickConnect() {
  window.open(quickConnectAddress(), 'koppel-quick-connect', 'noopener,width=760,height=860');
}

/** Shows keys that were just made, until the person says that they are stored. */
export function showKeys(organisation, softwarePackage, keys, connection, warnings = []) {
  return openDialog('keys-dialog', {organisation, softwarePackage, keys, connection, warnings});
}

/** Whether documents are offered to it: an own app has the directions that were chosen for it. */
function receives(connection, softwarePackage) {
  const directions = connection.directions ?? softwarePackage?.directions;
  return Boolean(directions?.purchase || directions?.sales);
}

/** Asks what to re-offer, and goes on where one sees how far it is. */
export async function reoffer(organisation, wish) {
  const run = await openDialog('reoffer-dialog', {organisation, ...wish});
  run && router.go(`organisations/${organisation.id}/reoffers/${run.id}`);
}

/** Those that a re-offer of the whole organisation reaches, also the ones that another organisation owns. */
export const reachedByReoffer = (connections, packages) =>
  connections.filter(one => one.state === 'active' && receives(one, packages.find(other => other.id === one.softwarePackage)));

/**
 * @param changed called after anything has changed
 * @returns items of the three-dots menu
 */
export function actions(organisation, connection, softwarePackage, changed) {
  const active = connection.state === 'active';
  const keys = softwarePackage?.method !== 'autopilot';
  const dialog = (tag, more = {}) => async () => {
    const result = await openDialog(tag, {organisation, connection, softwarePackage, ...more});
    result && (await changed(result));
    return result;
  };
  const items = [];
  if (active && keys) {
    items.push({name: 'newSet', label: t('connection.newSet'), run: dialog('new-set-dialog')});
    items.push({name: 'handover', label: t('connection.handover'), run: dialog('handover-dialog')});
  }
  if (active && softwarePackage?.quickConnect) {
    items.push({name: 'settings', label: t('connection.change'), run: dialog('settings-dialog')});
  }
  if (active && receives(connection, softwarePackage)) {
    items.push({name: 'reoffer', label: t('reoffer.do'), run: () => reoffer(organisation, {connection})});
  }
  if (active) {
    items.push({name: 'revoke', label: keys ? t('connection.revokeKey') : t('connection.revoke'), danger: true, run: dialog('revoke-dialog')});
  } else {
    items.push({name: 'reconnect', label: t('connection.reconnect'), off: connection.followedBy ? t('connection.followed') : null,
      run: dialog('reconnect-dialog')});
  }
  items.push({name: 'delete', label: t('connection.delete'), danger: true, off: active ? t('connection.deleteFirst') : null, run: async () => {
    if (await openDialog('delete-dialog', {organisation, connection, softwarePackage})) {
      toast(t('connection.deleted', {name: connection.name}));
      await changed({deleted: true});
    }
  }});
  return items;
}

/**
 * What a person can do with a connection of another organisation that serves this one: leave it.
 *
 * @param changed called after it was left
 */
export function servedActions(organisation, connection, softwarePackage, changed) {
  const served = connection.organisations.find(one => one.id === organisation.id);
  return [{name: 'leave', label: t('unserve.leave'), danger: true, run: async () => {
    const done = await openDialog('unserve-dialog', {connection, served, leaving: true});
    done && (await changed({deleted: true}));
  }}];
}

/** The connection whose page explains a conflict. */
export const connectionPath = (organisation, connection) => `organisations/${organisation}/connections/${connection}`;

export const packageOf = async id => (await api.softwarePackages()).find(one => one.id === id);

export const go = (organisation, connection) => router.go(connectionPath(organisation, connection));
