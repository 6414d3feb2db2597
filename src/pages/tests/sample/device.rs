//! Pages on which a device is let in.

use super::*;

pub(super) fn device_code(say: &dyn Fn(&str) -> String) -> DeviceCode {
    DeviceCode {
        chrome: chrome(say),
        action: say("/device"),
        form_token: say("form-token"),
        user_code: say("WDJB-MJHT"),
        error: Some(say("This is not the code of a device that waits.")),
        reference: Some(say("3f9c2a71d04b8e65")),
    }
}

pub(super) fn device_confirm(say: &dyn Fn(&str) -> String) -> DeviceConfirm {
    let asked = consent(say);
    DeviceConfirm {
        chrome: chrome(say),
        client: asked.client,
        action: say("/device/confirm"),
        request: say("sealed-request"),
        form_token: say("form-token"),
        user_code: say("WDJB-MJHT"),
        username: say("ada"),
        scopes: asked.scopes,
    }
}

pub(super) fn device_done(say: &dyn Fn(&str) -> String, allowed: bool) -> DeviceDone {
    DeviceDone {
        chrome: chrome(say),
        allowed,
    }
}
