def plugin_settings(settings):
    settings.PLUGGED = ["common"]
