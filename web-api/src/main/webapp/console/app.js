/** The start: every page and dialog defines its element, then the frame is put on the page. */
import './core/i18n.js';
import './elements/koppel-app.js';
import './elements/action-menu.js';
import './elements/copy-button.js';
import './dialogs/session-dialog.js';
import './dialogs/organisation-dialog.js';
import './dialogs/keys-dialog.js';
import './dialogs/new-set-dialog.js';
import './dialogs/revoke-dialog.js';
import './dialogs/delete-dialog.js';
import './dialogs/reconnect-dialog.js';
import './dialogs/handover-dialog.js';
import './dialogs/reoffer-dialog.js';
import './dialogs/upload-dialog.js';
import './pages/login.js';
import './pages/missing.js';
import './pages/environment.js';
import './pages/organisation.js';
import './pages/connections.js';
import './pages/new-connection.js';
import './pages/connection.js';
import './pages/box.js';
import './pages/document.js';
import './pages/reoffer.js';
import './pages/batch-runs.js';
import './pages/audit.js';

document.body.append(document.createElement('koppel-app'));
