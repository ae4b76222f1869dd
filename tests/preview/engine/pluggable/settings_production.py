def plugin_settings(settings):
    settings.PLUGGED.append("production")
